/**
 * Shows any JSON value as text, lists and named values.
 *
 * @module
 */
import { browserTimeZone, dateLanguage, useLanguage } from "../google-calendar/index.ts";
import { usePageTexts } from "../translation.ts";

/** Deeper values are shown as JSON, because deeper lists are not readable. */
const DEEPEST = 6;

/** One JSON value. */
export function Content({ value, depth = 0 }: { value: unknown; depth?: number }) {
  const texts = usePageTexts();
  if (value === null || value === undefined || value === "") {
    return <span className="gc-muted">{texts.empty}</span>;
  }
  if (typeof value === "string") return <Text text={value} />;
  if (typeof value === "boolean") return value ? texts.yes : texts.no;
  if (typeof value !== "object") return String(value);
  if (depth >= DEEPEST) return <pre>{JSON.stringify(value, null, 2)}</pre>;
  const entries = Object.entries(value);
  if (entries.length === 0) return <span className="gc-muted">{texts.empty}</span>;
  if (Array.isArray(value)) {
    return (
      <ul className="content-list">
        {value.map((item, index) => (
          <li key={index}>
            <Content value={item} depth={depth + 1} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <dl className="content-values">
      {entries.map(([name, item]) => (
        <div key={name}>
          <dt>{readableName(name)}</dt>
          <dd>
            <Content value={item} depth={depth + 1} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Text({ text }: { text: string }) {
  const { locale } = useLanguage();
  if (/^https?:\/\/\S+$/.test(text)) return <a href={text} rel="noreferrer">{text}</a>;
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d.*(Z|[+-]\d\d:\d\d)$/.test(text) && !isNaN(Date.parse(text))) {
    const when = new Intl.DateTimeFormat(locale, {
      dateStyle: "full",
      timeStyle: "short",
      timeZone: browserTimeZone(),
    }).format(new Date(text));
    return <time dateTime={text} lang={dateLanguage(locale)}>{when}</time>;
  }
  return <span className="content-text">{text}</span>;
}

/** A key as words: "dueDate" and "due_date" both become "Due date". */
export function readableName(key: string): string {
  const words = key.replace(/[_-]+/g, " ").replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").trim()
    .toLowerCase();
  return words === "" ? key : words.charAt(0).toUpperCase() + words.slice(1);
}
