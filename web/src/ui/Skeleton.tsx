/**
 * The shape of a card whose content is on its way.
 *
 * @module
 */

const WIDTHS = ["58%", "82%", "36%", "70%"];

/** `label` is what a screen reader says meanwhile. */
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
