/**
 * Lines of a recurrence (RFC 5545, section 3.1): a name, parameters and a value.
 *
 * @module
 */

/** A line's name in upper case, its parameters with their leading `;`, and its value. */
export interface Line {
  name: string;
  parameters: string;
  value: string;
}

/** Parses a line. Undefined if the text is not a recurrence line. */
export function parseLine(text: string): Line | undefined {
  const [, name, parameters = "", value = ""] = /^([A-Z]+)((?:;[^:]*)?):(.*)$/is.exec(text) ?? [];
  return name === undefined ? undefined : { name: name.toUpperCase(), parameters, value };
}

/** The line with another value, as text. */
export function lineText({ name, parameters }: Line, value: string): string {
  return `${name}${parameters}:${value}`;
}

/** True for a line with a rule, false for a line that lists dates. */
export function isRule({ name }: Line): boolean {
  return name === "RRULE" || name === "EXRULE";
}

/** The time zone that the line names. Undefined if it names none. */
export function zoneIn({ parameters }: Line): string | undefined {
  return /;TZID="?([^";:]+)"?/i.exec(parameters)?.[1];
}
