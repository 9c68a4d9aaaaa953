/**
 * The choice between one occurrence, the later ones, and the whole series.
 *
 * @module
 */
import { useId } from "react";
import type { Scope } from "./scope.ts";

interface ScopeChoiceProps {
  legend: string;
  scopes: readonly Scope[];
  scope: Scope;
  onChoose: (scope: Scope) => void;
}

const LABELS: Record<Scope, string> = {
  occurrence: "only this one",
  following: "this and all later ones",
  series: "the whole series",
};

/** Radio buttons for `scopes`. */
export function ScopeChoice({ legend, scopes, scope, onChoose }: ScopeChoiceProps) {
  const name = useId();
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
          {LABELS[value]}
        </label>
      ))}
    </fieldset>
  );
}
