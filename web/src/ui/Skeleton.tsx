/**
 * A placeholder for a card whose content is loading.
 *
 * @module
 */

const WIDTHS = ["58%", "82%", "36%", "70%"];

/** A screen reader announces `label`. */
export function Skeleton({ label, lines }: { label: string; lines: number }) {
  return (
    <div className="gc-card" role="status">
      <span className="gc-hidden">{label}</span>
      {Array.from(
        { length: lines },
        (_, line) => (
          <span key={line} className="gc-bone" style={{ width: WIDTHS[line % WIDTHS.length] }} />
        ),
      )}
    </div>
  );
}
