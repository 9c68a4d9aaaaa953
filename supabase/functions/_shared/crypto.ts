/**
 * Random tokens and hashes in base64url, on the platform's own cryptography.
 *
 * @module
 */
import { encode } from "jose/base64url";

/** 256 random bits, base64url: 43 characters. */
export function randomToken(): string {
  return encode(crypto.getRandomValues(new Uint8Array(32)));
}

export async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}

/** SHA-256 in base64url: 43 characters. */
export async function sha256Base64url(text: string): Promise<string> {
  return encode(await sha256(text));
}

/** RFC 4648 base32hex without padding, in lower case. */
export function base32hex(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ((value >>> bits) & 31).toString(32);
    }
    value &= (1 << bits) - 1;
  }
  if (bits > 0) text += ((value << (5 - bits)) & 31).toString(32);
  return text;
}
