"use client";
import { PersonName } from "@/components/sign-offs/person-name";
import { SignedFor } from "@/components/sign-offs/signed-for";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { SignOffHistory } from "@/lib/contract/sign-off-subjects";
import { stepWords } from "@/lib/domain/step-words";
import { wayWords } from "@/lib/domain/way-words";

type Signature = SignOffHistory["signatures"][number];

const Fate = ({ signature }: { signature: Signature }) => {
  if (signature.withdrawn) return <Badge>taken back</Badge>;
  if (signature.stale.length > 0) return <Badge tone="red">stale</Badge>;
  return signature.isSuperseded ? (
    <Badge>signed anew since</Badge>
  ) : (
    <Badge tone="green">stands</Badge>
  );
};

const SignatureEntry = ({
  signature,
  onWithdraw,
}: {
  signature: Signature;
  onWithdraw: ((signature: string) => void) | null;
}) => (
  <li className="border-line-soft border-t pt-2.5 first:border-t-0 first:pt-0">
    <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
      <span className="font-medium">
        <PersonName name={signature.by} />
      </span>
      <span className="text-ink-2">
        {signature.meaning} <SignedFor signature={signature} />
      </span>
      <Time iso={signature.at} />
      <Fate signature={signature} />
      {onWithdraw && signature.isMine && !signature.withdrawn && !signature.isSuperseded && (
        <Button onClick={() => onWithdraw(signature.id)} size="sm" variant="ghost">
          Take it back
        </Button>
      )}
    </p>
    {signature.withdrawn && (
      <p className="wrap-anywhere text-ink-2">
        <PersonName name={signature.withdrawn.by} />: {signature.withdrawn.because}
      </p>
    )}
    {signature.stale.map((says) => (
      <p className="wrap-anywhere text-fail" key={says}>
        {says}
      </p>
    ))}
    <p className="text-ink-3">
      {signature.from !== null && `${stepWords(signature.from)} → `}
      {signature.to === null ? "waiting for another owner" : stepWords(signature.to)}, signed in{" "}
      {wayWords(signature.authentication)} <Time iso={signature.authenticatedAt} />.{" "}
      {signature.wasOpened ? "It was opened." : "Signed without opening it."} Shown as{" "}
      <span className="mono" title={signature.digest}>
        {signature.digest.slice(0, 12)}
      </span>
    </p>
    {signature.changed.length > 0 && (
      <details className="mt-1">
        <summary className="cursor-pointer text-ink-2">
          {signature.changed.length === 1
            ? "1 thing changed after it"
            : `${signature.changed.length} things changed after it`}
        </summary>
        {signature.changed.map(({ field, was, is }) => (
          <p className="wrap-anywhere" key={field}>
            <span className="font-medium">{field}</span>{" "}
            <del className="text-ink-3">{was || "nothing"}</del> {is || "nothing"}
          </p>
        ))}
      </details>
    )}
  </li>
);

/** Every signature and return that something had, with what became of each. */
export const RowHistory = ({
  history,
  onWithdraw,
}: {
  history: SignOffHistory;
  /** `null` for whoever signs nothing here. */
  onWithdraw: ((signature: string) => void) | null;
}) => (
  <>
    <Panel title="Signatures">
      {history.signatures.length === 0 ? (
        <p className="text-ink-3">Nobody has signed it here.</p>
      ) : (
        <ul className="flex flex-col gap-2.5">
          {history.signatures.map((signature) => (
            <SignatureEntry key={signature.id} onWithdraw={onWithdraw} signature={signature} />
          ))}
        </ul>
      )}
    </Panel>
    {history.returns.length > 0 && (
      <Panel title="Sent back">
        <ul className="flex flex-col gap-2.5">
          {history.returns.map(({ id, kind, by, reason, at, settled }) => (
            <li key={id}>
              <p className="flex flex-wrap items-baseline gap-x-2">
                <span className="font-medium">
                  {kind === "rejected" ? "Rejected" : "Needs work"}
                </span>
                <span className="text-ink-2">
                  <PersonName name={by} />
                </span>
                <Time iso={at} />
                {!settled && <Badge tone="amber">open</Badge>}
              </p>
              <p className="wrap-anywhere">{reason}</p>
              {settled && (
                <p className="wrap-anywhere text-ink-2">
                  <PersonName name={settled.by} />, <Time iso={settled.at} />: {settled.because}
                </p>
              )}
            </li>
          ))}
        </ul>
      </Panel>
    )}
  </>
);
