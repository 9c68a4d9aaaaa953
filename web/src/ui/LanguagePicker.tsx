/**
 * Shows and changes the language of the app, texts and dates alike.
 *
 * @module
 */
import { useId } from "react";
import { dateLanguage, useLanguage } from "../google-calendar/index.ts";
import { chooseLanguage, codeOf, type LanguageCode, LANGUAGES } from "../language.ts";
import { usePageTexts } from "../translation.ts";

/** Each language is written in itself, for who cannot read the present one. */
export function LanguagePicker() {
  const { locale } = useLanguage();
  const texts = usePageTexts();
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{texts.language}</label>
      <select
        id={id}
        className="gc-input"
        value={codeOf(dateLanguage(locale))}
        onChange={(event) => chooseLanguage(event.target.value as LanguageCode)}
      >
        {Object.entries(LANGUAGES).map(([code, name]) => (
          <option key={code} value={code} lang={code}>{name}</option>
        ))}
      </select>
    </>
  );
}
