/**
 * Answers an invitation: accepted, tentative or declined, with a comment for the organizer.
 *
 * @module
 */
import { useState } from "react";
import { Button, type CalendarEvent, Field } from "../google-calendar/index.ts";
import { ownInvitation } from "./eventKinds.ts";
import { useTexts } from "./useTexts.ts";

/** An answer that the form offers. */
export type Answer = "accepted" | "tentative" | "declined";

interface AnswerFormProps {
  event: CalendarEvent;
  comment: string;
  busy: boolean;
  onComment: (comment: string) => void;
  onAnswer: (answer: Answer) => void;
}

const CHOICES: Answer[] = ["accepted", "tentative", "declined"];

/** The given answer is marked. A person can change it at any time. */
export function AnswerForm({ event, comment, busy, onComment, onAnswer }: AnswerFormProps) {
  const own = ownInvitation(event);
  const { texts } = useTexts();
  const [pressed, setPressed] = useState<string | null>(null);
  if (!own) return null;
  return (
    <div className="gc-form answer-form">
      <Field
        label={texts.comment}
        name="comment"
        value={comment}
        onChange={onComment}
        autoComplete="off"
      />
      <div className="gc-actions" role="group" aria-label={texts.yourAnswer}>
        {CHOICES.map((answer) => (
          <Button
            key={answer}
            look="plain"
            aria-pressed={own.response_status === answer}
            busy={busy && pressed === answer}
            busyLabel={texts.sending}
            disabled={busy}
            onClick={() => {
              setPressed(answer);
              onAnswer(answer);
            }}
          >
            {texts[`answer_choose_${answer}`]}
          </Button>
        ))}
      </div>
    </div>
  );
}
