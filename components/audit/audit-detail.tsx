import { CopyButton } from "@/components/ui/copy-button";
import { DefinitionList } from "@/components/ui/definition-list";
import type { AuditView } from "@/lib/contract/audit";

/** What stood there before and after, and what ties the event to its chain. */
export const AuditDetail = ({ event, id }: { event: AuditView; id: string }) => (
  <div className="flex flex-col gap-3 bg-rail px-3 py-3 sm:pl-10" id={id}>
    {(event.before !== null || event.after !== null) && (
      <div className="grid gap-3 rail:grid-cols-2">
        <Value title="Before" value={event.before} />
        <Value title="After" value={event.after} />
      </div>
    )}
    <DefinitionList
      items={[
        { term: "Event", says: event.sequence.toLocaleString("en-GB") },
        { term: "Request", says: <Id value={event.requestId} /> },
        { term: "Hash", says: <Id value={event.hash} /> },
        { term: "Continues", says: <Id value={event.previousHash} /> },
      ]}
    />
  </div>
);

const Id = ({ value }: { value: string }) => (
  <span className="inline-flex max-w-full items-center gap-1">
    <span className="mono min-w-0 wrap-anywhere">{value}</span>
    <CopyButton label="Copy" text={value} />
  </span>
);

const Value = ({ title, value }: { title: string; value: unknown }) => (
  <div className="min-w-0">
    <p className="mb-1 font-strong text-ink-2 text-sm">{title}</p>
    {value === null || value === undefined ? (
      <p className="text-ink-3">nothing</p>
    ) : (
      <pre className="mono max-h-80 overflow-auto rounded-md border bg-panel px-2.5 py-2">
        {JSON.stringify(value, null, 2)}
      </pre>
    )}
  </div>
);
