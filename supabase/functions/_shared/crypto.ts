/**
 * Random tokens, hashes and a comparison in constant time. Hashes are Node's, because they are synchronous:
 * `crypto.subtle` hands each short text to another thread, which costs a request more than the hash.
 *
 * @module
 */
import { createHash, timingSafeEqual as equalBytes } from "node:crypto";
import { encode } from "jose/base64url";

/** 256 random bits, base64url: 43 characters. */
export function randomToken(): string {
  return encode(crypto.getRandomValues(new Uint8Array(32)));
}

/** SHA-256 of the text in UTF-8: 32 bytes. */
export function sha256(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}

/** SHA-256 in base64url: 43 characters. */
export function sha256Base64url(text: string): string {
  return encode(sha256(text));
}

/** Whether two texts are equal. Takes the same time wherever they differ, so that the time tells nothing of a secret. */
export function timingSafeEqual(a: string, b: string): boolean {
  // Hashes have the same length.
  return equalBytes(sha256(a), sha256(b));
}

/** The bytes in base32hex, without padding and in lower case (RFC 4648, section 7). */
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
