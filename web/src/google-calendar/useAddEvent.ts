"use client";

/**
 * The state of one add-event form, from typing to the next empty form.
 *
 * @module
 */
import { useEffect, useState } from "react";
import type { CalendarEvent } from "./client";
import {
  atSpan,
  type EventErrors,
  type EventForm,
  type EventValues,
  newEventForm,
} from "./eventForm";
import { checkEvent, newEvent } from "./eventRequest";
import { setValue } from "./eventTimes";
import { useGoogleCalendar } from "./GoogleCalendar";
import { useLanguage } from "./Language";
import { nextHour } from "./span";
import { browserTimeZone } from "./time";
import { useCalendarChoice } from "./useCalendarChoice";
import { useDraft, useSubmission } from "./useSubmission";
import { useSuggestion } from "./useSuggestion";

/** What the page around the form knows about the event. */
export interface AddEventOptions {
  /** The resource that the event is for. */
  resourceId?: string | undefined;
  /** The title that the form starts with. */
  title?: string | undefined;
  /** Minutes. The form starts with the next free time of that length in working hours. */
  minutes?: number | undefined;
  onAdded?: ((event: CalendarEvent) => void) | undefined;
}

/** `submit` resolves to the name of the first invalid field, or to null. */
export function useAddEvent({ resourceId, title, minutes, onAdded }: AddEventOptions) {
  const { recordAdded } = useGoogleCalendar();
  const { messages } = useLanguage();
  const place = resourceId ?? "";
  const emptyForm = (zone: string) => newEventForm(nextHour(new Date(), zone), zone, title);
  const draft = useDraft<EventForm>(place);
  const [form, setForm] = useState(() => draft?.form ?? emptyForm(browserTimeZone()));
  const [errors, setErrors] = useState<EventErrors>({});
  const [added, setAdded] = useState<CalendarEvent | null>(null);
  const [hasOwnTimes, setHasOwnTimes] = useState(draft !== null);
  const { busy, error, create, send, clearError } = useSubmission<EventForm>(
    place,
    draft?.submission ?? null,
  );
  const choice = useCalendarChoice();
  const suggestion = useSuggestion(hasOwnTimes ? undefined : minutes, form.zone);

  useEffect(() => {
    const { slot } = suggestion;
    if (slot) setForm((before) => atSpan(before, { ...slot, allDay: false }));
  }, [suggestion.slot]);

  const change = (field: keyof EventValues, value: string) => {
    if (field === "start" || field === "end") setHasOwnTimes(true);
    setErrors((before) => ({ ...before, [field]: undefined }));
    setForm((before) => setValue(before, field, value));
  };

  const submit = async (): Promise<string | null> => {
    if (busy) return null;
    const span = checkEvent(form, undefined, messages);
    setAdded(null);
    clearError();
    setErrors("errors" in span ? span.errors : {});
    if ("errors" in span) return Object.keys(span.errors)[0] ?? null;
    const event = {
      ...newEvent(form, span),
      ...choice.fields,
      ...(resourceId && { resource_id: resourceId }),
    };
    await send(form, async () => {
      const created = await create(event);
      setAdded(created);
      recordAdded(created);
      setForm(emptyForm(form.zone));
      setHasOwnTimes(false);
      suggestion.look();
      onAdded?.(created);
    });
    return null;
  };

  const suggested = hasOwnTimes ? null : suggestion.status;
  return { form, errors, error, added, busy, suggested, choice, change, submit };
}
