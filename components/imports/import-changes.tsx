import { Badge } from "@/components/ui/badge";
import { Icon } from "@/components/ui/icon";
import { Panel } from "@/components/ui/panel";
import type { ImportSummary } from "@/lib/contract/imports";
import { kindWord } from "@/lib/domain/inventory-words";

const total = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

const More = ({ shown, of }: { shown: number; of: number }) =>
  of > shown ? (
    <p className="border-line-soft border-t px-4 py-2 text-ink-3">
      and {(of - shown).toLocaleString("en-GB")} more
    </p>
  ) : null;

/** What changes field by field, before and after. */
export const ImportChanges = ({ summary }: { summary: ImportSummary }) =>
  summary.changed.length === 0 ? null : (
    <Panel
      flush
      title={
        <>
          Changed rows{" "}
          <span className="font-normal text-ink-3">
            {total(summary.changes).toLocaleString("en-GB")}
          </span>
        </>
      }
    >
      <ul className="max-h-144 overflow-y-auto">
        {summary.changed.map(({ kind, key, fields }) => (
          <li className="border-line-soft border-t px-4 py-2" key={`${kind} ${key}`}>
            <p className="mb-1 flex flex-wrap items-center gap-2">
              <span className="mono font-strong">{key}</span>
              <span className="text-ink-3">{kindWord(kind)}</span>
            </p>
            <ul className="flex flex-col gap-1">
              {fields.map(({ field, before, after }) => (
                <li className="grid gap-x-3 sm:grid-cols-[11rem_minmax(0,1fr)]" key={field}>
                  <span className="wrap-anywhere text-ink-3">
                    {field.replace(/^attributes\./, "")}
                  </span>
                  <span className="flex flex-wrap items-baseline gap-x-2">
                    <FieldValue value={before} />
                    <span className="text-ink-3">
                      <Icon name="arrow-right" size={12} />
                      <span className="sr-only">becomes</span>
                    </span>
                    <span className="font-strong">
                      <FieldValue value={after} />
                    </span>
                  </span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <More of={total(summary.changes)} shown={summary.changed.length} />
    </Panel>
  );

const FieldValue = ({ value }: { value: string | null }) =>
  value === null || value === "" ? (
    <span className="font-normal text-ink-3">nothing</span>
  ) : (
    <span className="wrap-anywhere">{value}</span>
  );

/** The rows that an import brings, the first 200 of them. */
export const ImportCreates = ({ summary }: { summary: ImportSummary }) =>
  summary.created.length === 0 ? null : (
    <Panel
      flush
      title={
        <>
          New rows{" "}
          <span className="font-normal text-ink-3">
            {total(summary.creates).toLocaleString("en-GB")}
          </span>
        </>
      }
    >
      <ul className="max-h-96 overflow-y-auto">
        {summary.created.map(({ kind, key, title }) => (
          <li
            className="flex flex-wrap items-baseline gap-x-3 border-line-soft border-t px-4 py-1.25"
            key={`${kind} ${key}`}
          >
            <span className="mono w-32 truncate" title={key}>
              {key}
            </span>
            <Badge>{kindWord(kind)}</Badge>
            <span className="min-w-0 flex-1 basis-64 truncate" title={title}>
              {title}
            </span>
          </li>
        ))}
      </ul>
      <More of={total(summary.creates)} shown={summary.created.length} />
    </Panel>
  );
