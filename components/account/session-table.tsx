import { browserWords } from "@/components/account/browser-words";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { SessionView } from "@/lib/contract/sessions";
import { wayWords } from "@/lib/domain/way-words";

const provenAt = ({ authenticatedAt, factorAt }: SessionView): string | null =>
  [authenticatedAt, factorAt]
    .filter((at) => at !== null)
    .sort()
    .at(-1) ?? null;

const From = ({ address }: { address: string | null }) =>
  address !== null && <span className="mono block text-ink-3">{address}</span>;

/** Sessions with the browser they are in, and a way to end each. */
export const SessionTable = ({
  label,
  sessions,
  ending,
  onEnd,
}: {
  label: string;
  sessions: readonly SessionView[];
  /** The session that is being ended. */
  ending: string | null;
  onEnd: (session: SessionView) => void;
}) => (
  <TableFrame label={label}>
    <TableHead>
      <tr>
        <HeadCell pin>Browser</HeadCell>
        <HeadCell>Signed in</HeadCell>
        <HeadCell>Last seen</HeadCell>
        <HeadCell>Proven</HeadCell>
        <HeadCell>
          <span className="sr-only">End</span>
        </HeadCell>
      </tr>
    </TableHead>
    <tbody>
      {sessions.map((session) => (
        <Row key={session.id}>
          <Cell pin>
            <span className="font-strong" title={session.userAgent}>
              {browserWords(session.userAgent)}
            </span>{" "}
            {session.isThis && <Badge tone="blue">this one</Badge>}
          </Cell>
          <Cell className="py-1.5 text-ink-2">
            <Time iso={session.startedAt} /> {wayWords(session.authentication)}
            <From address={session.startedFrom} />
          </Cell>
          <Cell className="py-1.5 text-ink-2">
            <Time iso={session.lastSeenAt} />
            <From address={session.lastSeenFrom} />
          </Cell>
          <Cell className="text-ink-2">
            <Time iso={provenAt(session)} />
          </Cell>
          <Cell>
            {!session.isThis && (
              <Button
                aria-label={`End the session of ${browserWords(session.userAgent)}`}
                busy={ending === session.id}
                onClick={() => onEnd(session)}
                size="sm"
                variant="ghost"
              >
                End
              </Button>
            )}
          </Cell>
        </Row>
      ))}
    </tbody>
  </TableFrame>
);
