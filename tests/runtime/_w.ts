// deno-lint-ignore-file
(Uint8Array.prototype as any).toHex ??= function () {
  return Array.from(this as Uint8Array, (b) => b.toString(16).padStart(2, "0")).join("");
};
(Uint8Array.prototype as any).toBase64 ??= function (o: any) {
  return btoa(String.fromCharCode(...(this as any)));
};
await import("../functions/" + "create_calendar_event_test.ts");
