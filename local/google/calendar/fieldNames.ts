/**
 * The fields that `fields` can select, from Google's discovery document. Below `any` every name is valid.
 *
 * @module
 */
export interface Names {
  [field: string]: Names | "leaf" | "any";
}

const leaves = (text: string): Names =>
  Object.fromEntries(text.split(" ").map((name) => [name, "leaf"]));

const person = leaves("displayName email id self");
const time = leaves("date dateTime timeZone");
const reminder = leaves("method minutes");
const decline = leaves("autoDeclineMode declineMessage");
const solutionKey = leaves("type");

export const EVENT: Names = {
  ...leaves(
    "anyoneCanAddSelf attendeesOmitted colorId created description endTimeUnspecified etag eventType " +
      "guestsCanInviteOthers guestsCanModify guestsCanSeeOtherGuests hangoutLink htmlLink iCalUID id " +
      "kind location locked privateCopy recurrence recurringEventId sequence status summary " +
      "transparency updated visibility",
  ),
  attachments: leaves("fileId fileUrl iconLink mimeType title"),
  attendees: {
    ...person,
    ...leaves("additionalGuests comment optional organizer resource responseStatus"),
  },
  birthdayProperties: leaves("contact customTypeName type"),
  conferenceData: {
    ...leaves("conferenceId notes signature"),
    conferenceSolution: { ...leaves("iconUri name"), key: solutionKey },
    createRequest: {
      ...leaves("requestId"),
      conferenceSolutionKey: solutionKey,
      status: leaves("statusCode"),
    },
    entryPoints: leaves(
      "accessCode entryPointFeatures entryPointType label meetingCode passcode password pin " +
        "regionCode uri",
    ),
    parameters: { addOnParameters: { parameters: "any" } },
  },
  creator: person,
  end: time,
  extendedProperties: { private: "any", shared: "any" },
  focusTimeProperties: { ...decline, ...leaves("chatStatus") },
  gadget: { ...leaves("display height iconLink link title type width"), preferences: "any" },
  organizer: person,
  originalStartTime: time,
  outOfOfficeProperties: decline,
  reminders: { ...leaves("useDefault"), overrides: reminder },
  source: leaves("title url"),
  start: time,
  workingLocationProperties: {
    ...leaves("type"),
    homeOffice: "any",
    customLocation: leaves("label"),
    officeLocation: leaves("buildingId deskId floorId floorSectionId label"),
  },
};

export const EVENTS: Names = {
  ...leaves(
    "accessRole description etag kind nextPageToken nextSyncToken summary timeZone updated",
  ),
  defaultReminders: reminder,
  items: EVENT,
};

const errors = leaves("domain reason");

export const FREE_BUSY: Names = {
  ...leaves("kind timeMax timeMin"),
  calendars: "any",
  groups: "any",
  errors,
};

const calendar: Names = {
  ...leaves("autoAcceptInvitations dataOwner description etag id kind location summary timeZone"),
  conferenceProperties: leaves("allowedConferenceSolutionTypes"),
};

export const CALENDAR: Names = { ...calendar, labelProperties: "any" };

export const CALENDAR_LIST_ENTRY: Names = {
  ...calendar,
  ...leaves(
    "accessRole backgroundColor colorId deleted foregroundColor hidden primary selected summaryOverride",
  ),
  defaultReminders: reminder,
  notificationSettings: { notifications: leaves("method type") },
};

export const CALENDAR_LIST: Names = {
  ...leaves("etag kind nextPageToken nextSyncToken"),
  items: CALENDAR_LIST_ENTRY,
};
