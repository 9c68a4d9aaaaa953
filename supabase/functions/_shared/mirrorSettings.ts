/**
 * Parses the settings of the mirror: what of a calendar is kept in the database, and how often Google may
 * be asked for it.
 *
 * @module
 */

/** What is mirrored, and at what cost. */
export interface MirrorSettings {
  /** Whether the primary calendar is mirrored as soon as its account is connected. */
  atConnect: boolean;
  /** The days before and after today whose events are kept. */
  daysBack: number;
  daysAhead: number;
  /** No texts and no people. */
  timesOnly: boolean;
  /** Calls to Google that the mirror of all users may make in a day. */
  callsPerDay: number;
  /** Where Google posts its notifications. Undefined if Google cannot: calendars are then polled. */
  pushAddress: string | undefined;
}

type Read = (name: string) => string | undefined;
type Fail = (name: string, remedy: string) => Error;

/**
 * `MIRROR`, `MIRROR_DAYS` and `MIRROR_FIELDS`. Throws what `fail` makes of the variable's name and the
 * remedy.
 */
export function parseMirrored(
  read: Read,
  fail: Fail,
): Pick<MirrorSettings, "atConnect" | "daysBack" | "daysAhead" | "timesOnly"> {
  const word = <Word extends string>(name: string, words: readonly [Word, Word]): Word => {
    const value = read(name)?.trim().toLowerCase() || words[0];
    const known = words.find((one) => one === value);
    if (known) return known;
    throw fail(name, `must be ${words.join(" or ")}, or not be set`);
  };
  const days = read("MIRROR_DAYS")?.trim() || "30,180";
  const [, back, ahead] = /^(\d{1,3})\s*,\s*([1-9]\d{0,2})$/.exec(days) ?? [];
  if (back === undefined || ahead === undefined) {
    throw fail(
      "MIRROR_DAYS",
      "must be the days before and after today, each at most 999, such as 30,180",
    );
  }
  return {
    atConnect: word("MIRROR", ["off", "primary"]) === "primary",
    daysBack: Number(back),
    daysAhead: Number(ahead),
    timesOnly: word("MIRROR_FIELDS", ["all", "times"]) === "times",
  };
}

/**
 * Where Google posts: below `apiUrl`, if that is an https address. At the emulator a loopback address will
 * do, too.
 */
export function pushAddressOf(apiUrl: string, emulatorUrl: string | undefined): string | undefined {
  const { protocol, hostname } = new URL(apiUrl);
  const isLoopback = /^(127\.0\.0\.1|localhost|\[::1\])$/.test(hostname);
  const isReached = emulatorUrl === undefined ? protocol === "https:" : isLoopback;
  return isReached ? `${apiUrl}/functions/v1/calendar-push` : undefined;
}
