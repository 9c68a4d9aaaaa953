/**
 * Google's colours of calendars, by `colorId`. The text is black on each of them.
 * Source: Calendar v3, colors.get (`calendar`).
 *
 * @module
 */
const BACKGROUNDS =
  "#ac725e #d06b64 #f83a22 #fa573c #ff7537 #ffad46 #42d692 #16a765 #7bd148 #b3dc6c #fbe983 #fad165 \
#92e1c0 #9fe1e7 #9fc6e7 #4986e7 #9a9cff #b99aff #c2c2c2 #cabdbf #cca6ac #f691b2 #cd74e6 #a47ae2"
    .split(" ");

export const COLOR_IDS = BACKGROUNDS.map((_, i) => String(i + 1));

/** Returns the three colour fields of a calendar list entry. */
export function colorsOf(colorId: string) {
  return {
    colorId,
    backgroundColor: BACKGROUNDS[Number(colorId) - 1],
    foregroundColor: "#000000",
  };
}
