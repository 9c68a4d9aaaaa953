/**
 * The guests of the form: who is invited, and a field for more, which suggests people already met.
 *
 * @module
 */
import { useId, useState } from "react";
import { Button, Field, fill } from "../google-calendar/index.ts";
import type { EditorForm, EditorValues } from "./editorForm.ts";
import { addressesOf, withGuests, withoutGuest } from "./guestList.ts";
import type { Person } from "./people.ts";
import { useTexts } from "./useTexts.ts";

interface GuestFieldsProps {
  form: EditorForm;
  error: string | undefined;
  people: Person[];
  onChange: (field: keyof EditorValues, value: string) => void;
}

/** Enter, a comma, or leaving the field adds what was typed. */
export function GuestFields({ form, error, people, onChange }: GuestFieldsProps) {
  const id = useId();
  const { texts } = useTexts();
  const [typed, setTyped] = useState("");
  const { event, values: { guests } } = form;
  const invited = addressesOf(guests);
  const add = (text: string) => {
    setTyped("");
    if (text.trim()) onChange("guests", withGuests(guests, text));
  };
  const change = (text: string) => {
    // A choice from the list is complete at once.
    const isChosen = people.some(({ email }) => email === text);
    if (isChosen || /[,;\s]$/.test(text)) add(text);
    else setTyped(text);
  };
  return (
    <div className="guest-fields">
      <Field
        label={texts.guestsField}
        name="guests"
        type="text"
        inputMode="email"
        placeholder={texts.guestExample}
        autoComplete="off"
        autoCapitalize="none"
        list={id}
        value={typed}
        error={error}
        onChange={change}
        onBlur={() => add(typed)}
        onKeyDown={(pressed) => {
          if (pressed.key !== "Enter" || typed.trim() === "") return;
          pressed.preventDefault();
          add(typed);
        }}
      />
      <datalist id={id}>
        {people.filter(({ email }) => !invited.includes(email)).map(({ email, name }) => (
          <option key={email} value={email}>{name}</option>
        ))}
      </datalist>
      {invited.length > 0 && (
        <ul className="guests" aria-label={texts.invited}>
          {invited.map((email) => {
            const guest = event?.attendees?.find((one) => one.email === email);
            const isFixed = guest?.self || guest?.organizer;
            return (
              <li key={email}>
                <span className="guest-name">
                  {guest?.display_name ?? email}
                  <span className="gc-muted">
                    {guest
                      ? `(${texts[`answer_${guest.response_status ?? "needs_action"}`]})`
                      : `(${texts.newGuest})`}
                  </span>
                </span>
                {!isFixed && (
                  <Button
                    look="plain"
                    className="guest-remove"
                    aria-label={fill(texts.removeGuest, { name: guest?.display_name ?? email })}
                    onClick={() => onChange("guests", withoutGuest(guests, email))}
                  >
                    ×
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
