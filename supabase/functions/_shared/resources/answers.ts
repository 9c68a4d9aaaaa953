/**
 * Answer schemas: resources. The functions take types from
 * these schemas and load nothing of this file. `openapi.json` is made from them.
 *
 * @module
 */
import * as z from "zod";

/** One of the user's resources. Times are ISO 8601. */
export const resource = z.strictObject({
  id: z.string(),
  class_id: z.string(),
  user_id: z.string(),
  type: z.string(),
  name: z.string(),
  created_at: z.string().meta({ format: "date-time" }),
  content: z.record(z.string(), z.unknown()).optional().describe("Left out where there is none."),
});

export type Resource = z.output<typeof resource>;
