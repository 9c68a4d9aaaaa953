/**
 * How much of a series a change or a deletion is meant for.
 *
 * @module
 */
import { useId } from "react";
import type { Scope } from "./useEditor.ts";

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

/** One of the scopes. */
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
