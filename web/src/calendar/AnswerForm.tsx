/**
 * Answers an invitation: accepted, tentative or declined, with a comment for the organizer.
 *
 * @module
 */
import { useState } from "react";
import { Button, type CalendarEvent, Field } from "../google-calendar/index.ts";
import { ownInvitation } from "./eventKinds.ts";

/** An answer that the form offers. */
export type Answer = "accepted" | "tentative" | "declined";

interface AnswerFormProps {
  event: CalendarEvent;
  comment: string;
  busy: boolean;
  onComment: (comment: string) => void;
  onAnswer: (answer: Answer) => void;
}

const CHOICES: Record<Answer, string> = {
  accepted: "Accept",
  tentative: "Tentative",
  declined: "Decline",
};

/** The given answer is marked. A person can change it at any time. */
export function AnswerForm({ event, comment, busy, onComment, onAnswer }: AnswerFormProps) {
  const own = ownInvitation(event);
  const [pressed, setPressed] = useState<string | null>(null);
  if (!own) return null;
  return (
    <div className="gc-form answer-form">
      <Field
        label="Comment (optional)"
        name="comment"
        value={comment}
        onChange={onComment}
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
              onAnswer(answer);
            }}
          >
            {CHOICES[answer]}
          </Button>
        ))}
      </div>
    </div>
  );
}
