/**
 * Shows and changes the language of the app, texts and dates alike.
 *
 * @module
 */
import { useId } from "react";
import { chooseLanguage, codeOf, type LanguageCode, LANGUAGES } from "../language.ts";
import { useTexts } from "./useTexts.ts";

/** Each language is written in itself, for who cannot read the present one. */
export function LanguagePicker() {
  const { texts, locale } = useTexts();
  const id = useId();
  return (
    <div className="zone-picker">
      <label htmlFor={id}>{texts.language}</label>
      <select
        id={id}
        className="gc-input"
        value={codeOf(locale)}
        onChange={(event) => chooseLanguage(event.target.value as LanguageCode)}
      >
        {Object.entries(LANGUAGES).map(([code, name]) => (
          <option key={code} value={code} lang={code}>{name}</option>
        ))}
      </select>
    </div>
  );
}
