/**
 * Answers an invitation: yes, no or maybe, with a comment for the organizer.
 *
 * @module
 */
import { useState } from "react";
import { Button, type CalendarEvent, Field } from "../google-calendar/index.ts";
import { ownInvitation } from "./eventKinds.ts";
import type { Answer } from "./useEditor.ts";

interface AnswerFormProps {
  event: CalendarEvent;
  busy: boolean;
  onAnswer: (answer: Answer, comment: string) => void;
}

const CHOICES: Record<Answer, string> = {
  accepted: "Accept",
  tentative: "Tentative",
  declined: "Decline",
};

/** The answer that was given is marked; another one can be given at any time. */
export function AnswerForm({ event, busy, onAnswer }: AnswerFormProps) {
  const own = ownInvitation(event);
  const [comment, setComment] = useState(own?.comment ?? "");
  const [pressed, setPressed] = useState<string | null>(null);
  if (!own) return null;
  return (
    <div className="gc-form answer-form">
      <Field
        label="Comment (optional)"
        name="comment"
        value={comment}
        onChange={setComment}
        autoComplete="off"
      />
      <div className="gc-actions" role="group" aria-label="Your answer">
        {(Object.keys(CHOICES) as Answer[]).map((answer) => (
          <Button
            key={answer}
            look="plain"
            aria-pressed={own.response_status === answer}
            busy={busy && pressed === answer}
            busyLabel="Sending…"
            disabled={busy}
            onClick={() => {
              setPressed(answer);
              onAnswer(answer, comment);
            }}
          >
            {CHOICES[answer]}
          </Button>
        ))}
      </div>
    </div>
  );
}
