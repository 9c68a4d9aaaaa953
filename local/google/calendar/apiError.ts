/**
 * Errors of Google's JSON APIs: `{error: {code, message, errors: [{domain, reason, message}]}}`.
 * Source: developers.google.com/workspace/calendar/api/guides/errors.
 *
 * @module
 */
export type ApiStatus = 400 | 401 | 403 | 404 | 409 | 410 | 412 | 429 | 500 | 501 | 503;

const STATUS_NAMES: Partial<Record<ApiStatus, string>> = {
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
};

interface Extra {
  /** The invalid header or parameter, and its kind. */
  location?: string;
  locationType?: "header" | "parameter";
  domain?: string;
  /** The inner message, if it differs from the outer one. */
  inner?: string;
  /** Put beside `errors`, as Google's newer front end does. */
  details?: unknown[];
}

export class ApiError extends Error {
  constructor(
    readonly status: ApiStatus,
    readonly reason: string,
    message: string,
    private readonly extra: Extra = {},
  ) {
    super(message);
  }

  toJSON(): { error: Record<string, unknown> } {
    const { location, locationType, domain = "global", inner, details } = this.extra;
    return {
      error: {
        code: this.status,
        message: this.message,
        errors: [{
          message: inner ?? this.message,
          domain,
          reason: this.reason,
          ...(location ? { location, locationType } : {}),
        }],
        ...(details ? { status: STATUS_NAMES[this.status], details } : {}),
        ...(this.status === 401 ? { status: STATUS_NAMES[401] } : {}),
      },
    };
  }
}

export const invalid = (message: string): ApiError => new ApiError(400, "invalid", message);
export const required = (message: string): ApiError => new ApiError(400, "required", message);
export const notFound = (): ApiError => new ApiError(404, "notFound", "Not Found");
export const gone = (): ApiError => new ApiError(410, "deleted", "Resource has been deleted");
export const requiredAccessLevel = (role: string): ApiError =>
  new ApiError(
    403,
    "requiredAccessLevel",
    `You need to have ${role} access to this calendar.`,
    { domain: "calendar" },
  );
export const badParameter = (name: string, message = "Bad Request"): ApiError =>
  new ApiError(400, "badRequest", message, { location: name, locationType: "parameter" });
export const timeRangeEmpty = (parameter?: string): ApiError =>
  new ApiError(400, "timeRangeEmpty", "The specified time range is empty.", {
    domain: "calendar",
    ...(parameter ? { location: parameter, locationType: "parameter" } : {}),
  });
