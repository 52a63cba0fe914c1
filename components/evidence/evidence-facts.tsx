import Link from "next/link";
import type * as z from "zod";
import type { SideWords } from "@/components/evidence/evidence-table";
import { formatWords, sizeWords } from "@/components/evidence/evidence-words";
import { OutcomeWord } from "@/components/evidence/outcome-word";
import { Badge } from "@/components/ui/badge";
import { buttonClass } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Panel } from "@/components/ui/panel";
import { ReasonList } from "@/components/ui/reason-list";
import { Time } from "@/components/ui/time";
import { programAddress } from "@/lib/client/program-address";
import type { readEvidence } from "@/lib/contract/evidence";

export type EvidenceDetail = z.infer<typeof readEvidence.answer>;

const Copied = ({ text }: { text: string }) => (
  <span className="inline-flex max-w-full items-center gap-1">
    <span className="mono min-w-0 wrap-anywhere">{text}</span>
    <CopyButton label={`Copy ${text}`} text={text} />
  </span>
);

/** What one piece of evidence is: its outcome, build, file and whoever reported it. */
export const EvidenceFacts = ({
  program,
  owners,
  evidence,
}: {
  program: string;
  owners: SideWords;
  evidence: EvidenceDetail["evidence"];
}) => {
  const other = (id: string, words: string) => (
    <Link
      className="text-target hover:underline"
      href={programAddress(program, `evidence/${id}`)}
      prefetch={false}
    >
      {words}
    </Link>
  );
  const optional = (term: string, says: React.ReactNode) => (says ? [{ term, says }] : []);
  return (
    <Panel
      action={
        <a
          className={buttonClass({ size: "sm" })}
          download
          href={`/api/v1/programs/${program}/evidence/${evidence.id}/file`}
        >
          Download the file
        </a>
      }
      title="What it is"
    >
      <DefinitionList
        items={[
          { term: "Outcome", says: <OutcomeWord outcome={evidence.outcome} /> },
          { term: "It says", says: evidence.says },
          { term: "Kind", says: `${evidence.kind}, read as ${formatWords(evidence.format)}` },
          ...optional("Side", evidence.side && owners[evidence.side]),
          ...optional("Environment", evidence.environment),
          ...optional("Commit", evidence.commit && <Copied text={evidence.commit} />),
          ...optional("Ref", evidence.ref),
          ...optional(
            "Run",
            evidence.runUrl && (
              <a
                className="text-target hover:underline"
                href={evidence.runUrl}
                rel="noreferrer noopener"
                target="_blank"
              >
                {evidence.runUrl}
              </a>
            ),
          ),
          ...optional(
            "About",
            evidence.subjects.length > 0 && (
              <span className="flex flex-wrap gap-1">
                {evidence.subjects.map(({ level, key }) => (
                  <Badge key={`${level}:${key}`}>{key === "" ? level : `${level} ${key}`}</Badge>
                ))}
              </span>
            ),
          ),
          { term: "Found out", says: <Time iso={evidence.collectedAt} /> },
          {
            term: "Reported",
            says: (
              <>
                <Time iso={evidence.reportedAt} /> by {evidence.by}
              </>
            ),
          },
          { term: "File", says: `${evidence.file}, ${sizeWords(evidence.size)}` },
          { term: "SHA-256", says: <Copied text={evidence.digest} /> },
          ...Object.entries(evidence.details).map(([term, value]) => ({
            term,
            says: value === null ? "unknown" : String(value),
          })),
          ...optional(
            "Superseded",
            evidence.supersededBy && other(evidence.supersededBy, "by a later report"),
          ),
          ...optional(
            "Supersedes",
            evidence.supersedes && other(evidence.supersedes, "an earlier report"),
          ),
        ]}
      />
      {evidence.notes.length > 0 && (
        <div className="mt-3">
          <h3 className="mb-1 font-strong">Read otherwise than it stands there</h3>
          <ReasonList reasons={evidence.notes} />
        </div>
      )}
    </Panel>
  );
};
