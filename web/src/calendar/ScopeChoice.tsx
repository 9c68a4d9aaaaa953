/**
 * The choice between one occurrence, the later ones, and the whole series.
 *
 * @module
 */
import { useId } from "react";
import type { Scope } from "./scope.ts";
import { useTexts } from "./useTexts.ts";

interface ScopeChoiceProps {
  legend: string;
  scopes: readonly Scope[];
  scope: Scope;
  onChoose: (scope: Scope) => void;
}

/** Radio buttons for `scopes`. */
export function ScopeChoice({ legend, scopes, scope, onChoose }: ScopeChoiceProps) {
  const name = useId();
  const { texts } = useTexts();
  return (
    <fieldset className="scope">
      <legend>{legend}</legend>
      {scopes.map((value) => (
        <label key={value} className="check">
          <input
            type="radio"
            name={name}
            checked={scope === value}
            onChange={() => onChoose(value)}
          />
          {texts[`scope_${value}`]}
        </label>
      ))}
    </fieldset>
  );
}
