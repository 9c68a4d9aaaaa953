/**
 * The error response of the token and revoke endpoints: `{error, error_description}` (RFC 6749, section 5.2).
 *
 * @module
 */
export class OAuthError extends Error {
  constructor(readonly status: 400 | 401, readonly error: string, description: string) {
    super(description);
  }

  toJSON(): { error: string; error_description: string } {
    return { error: this.error, error_description: this.message };
  }
}
