import { ClientState } from "@/components/clients/client-state";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { ClientView } from "@/lib/contract/clients";

/** Beside what everybody has: its workers and queues, what it could not read, its own force. */
const Notes = ({ client }: { client: ClientView }) => {
  const running = client.workers.filter(({ state }) => state !== "stopped");
  return (
    <span className="contents">
      {client.localForce && (
        <span title={client.localForce.reason}>
          <Badge tone="red">forces by itself</Badge>
        </span>
      )}
      {client.parseFailures > 0 && (
        <Badge tone="amber">
          {client.parseFailures.toLocaleString("en-GB")} unreadable{" "}
          {client.parseFailures === 1 ? "snapshot" : "snapshots"}
        </Badge>
      )}
      {running.length > 0 && (
        <span
          title={running
            .map(({ worker, owner, state }) => `${worker}: ${owner}, ${state}`)
            .join("\n")}
        >
          runs {running.length === 1 ? running[0]?.worker : `${running.length} workers`}
        </span>
      )}
      {client.queues.length > 0 && (
        <span className="text-ink-3">
          {client.queues
            .slice(0, 2)
            .map(({ queue, depth }) => `${queue}: ${depth.toLocaleString("en-GB")} waiting`)
            .join(", ")}
        </span>
      )}
    </span>
  );
};

export const ClientTable = ({
  clients,
  onRemove,
}: {
  clients: readonly ClientView[];
  /** Left out for whoever may not. */
  onRemove?: (instances: readonly string[]) => void;
}) => (
  <TableFrame fill label="Instances">
    <TableHead>
      <tr>
        <HeadCell pin>Instance</HeadCell>
        <HeadCell>State</HeadCell>
        <HeadCell numeric>Version</HeadCell>
        <HeadCell>Taken up</HeadCell>
        <HeadCell>Heard</HeadCell>
        <HeadCell>Runtime</HeadCell>
        <HeadCell>Client</HeadCell>
        <HeadCell numeric>Decisions</HeadCell>
      </tr>
    </TableHead>
    <tbody>
      {clients.map((client) => (
        <Row key={client.instance}>
          <Cell pin>
            <span className="mono block max-w-[40vw] truncate sm:max-w-72" title={client.instance}>
              {client.instance}
            </span>
          </Cell>
          <Cell>
            <span className="flex items-center gap-2">
              <ClientState state={client.state} />
              {client.state !== "current" && <span className="text-ink-2">{client.says}</span>}
              <Notes client={client} />
              {client.state === "lost" && onRemove && (
                <Button
                  aria-label={`Remove ${client.instance}`}
                  onClick={() => onRemove([client.instance])}
                  size="sm"
                  variant="ghost"
                >
                  Remove
                </Button>
              )}
            </span>
          </Cell>
          <Cell numeric>{client.version}</Cell>
          <Cell className="text-ink-2">
            <Time iso={client.appliedAt} />
          </Cell>
          <Cell className="text-ink-2">
            <Time iso={client.lastSeenAt} />
          </Cell>
          <Cell>{client.runtime}</Cell>
          <Cell>
            {client.client}
            {client.via && <span className="text-ink-3"> through {client.via}</span>}
          </Cell>
          <Cell numeric>{client.decisions.toLocaleString("en-GB")}</Cell>
        </Row>
      ))}
    </tbody>
  </TableFrame>
);
