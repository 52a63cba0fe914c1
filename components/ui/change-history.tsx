import { Time } from "@/components/ui/time";

type Change = { field: string; was: string | null; is: string | null };

const shorten = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text);

const Value = ({ text }: { text: string | null }) =>
  text === null || text === "" ? <span className="text-ink-3">nothing</span> : shorten(text);

/** What was written, newest first: who, when, why, and each field before and after. */
export const ChangeHistory = ({
  events,
  nothing = "Nothing was changed here since it came in.",
}: {
  events: readonly {
    at: string;
    by: string;
    says: string;
    reason: string | null;
    changes: readonly Change[];
  }[];
  nothing?: string;
}) =>
  events.length === 0 ? (
    <p className="text-ink-3">{nothing}</p>
  ) : (
    <ol className="flex flex-col gap-3">
      {events.map(({ at, by, says, reason, changes }) => (
        <li key={`${at} ${says}`}>
          <p>
            <span className="font-strong">{says}</span>{" "}
            <span className="text-ink-3">
              {by}, <Time iso={at} />
            </span>
          </p>
          {reason && <p className="wrap-anywhere text-ink-2">{reason}</p>}
          {changes.length > 0 && (
            <dl className="mt-0.5 text-ink-2 text-sm">
              {changes.map(({ field, was, is }) => (
                <div className="flex flex-wrap gap-x-2" key={field}>
                  <dt className="text-ink-3">{field}</dt>
                  <dd className="min-w-0 wrap-anywhere">
                    <Value text={was} /> → <Value text={is} />
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ol>
  );
