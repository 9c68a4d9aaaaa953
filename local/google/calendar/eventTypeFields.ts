/**
 * The types of events, and the fields of an event's body that belong to each type.
 * Source: Calendar v3 reference, Events (eventType).
 *
 * @module
 */
import { z } from "zod";

export const EVENT_TYPES = [
  "birthday",
  "default",
  "focusTime",
  "fromGmail",
  "outOfOffice",
  "workingLocation",
] as const;
export type EventType = typeof EVENT_TYPES[number];

const decline = {
  autoDeclineMode: z.enum([
    "declineNone",
    "declineAllConflictingInvitations",
    "declineOnlyNewConflictingInvitations",
  ]),
  declineMessage: z.string(),
};
const place = z.object({
  buildingId: z.string(),
  floorId: z.string(),
  floorSectionId: z.string(),
  deskId: z.string(),
  label: z.string(),
}).partial();

/** The fields of an event's body that belong to its type. */
export const typeFields = {
  eventType: z.enum(EVENT_TYPES),
  birthdayProperties: z.object({
    type: z.enum(["anniversary", "birthday", "custom", "other", "self"]),
    contact: z.string(),
    customTypeName: z.string(),
  }).partial(),
  focusTimeProperties: z.object({
    ...decline,
    chatStatus: z.enum(["available", "doNotDisturb"]),
  }).partial(),
  outOfOfficeProperties: z.object(decline).partial(),
  workingLocationProperties: z.object({
    type: z.enum(["homeOffice", "officeLocation", "customLocation"]),
    homeOffice: z.unknown(),
    officeLocation: place,
    customLocation: z.object({ label: z.string() }).partial(),
  }).partial(),
};
