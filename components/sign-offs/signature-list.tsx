import { PersonName } from "@/components/sign-offs/person-name";
import { SignedFor } from "@/components/sign-offs/signed-for";
import { Badge } from "@/components/ui/badge";
import { Time } from "@/components/ui/time";
import type { SignatureView } from "@/lib/contract/sign-offs";

/** Every signature that something had: who, for which team, what it means, and what became of it. */
export const SignatureList = ({ signatures }: { signatures: readonly SignatureView[] }) => (
  <ul className="flex flex-col gap-2">
    {signatures.map((signature) => (
      <li key={signature.id}>
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">
            <PersonName name={signature.by} />
          </span>
          <span className="text-ink-2">
            {signature.meaning} <SignedFor signature={signature} />
          </span>
          <Time iso={signature.at} />
          {signature.withdrawn && <Badge>taken back</Badge>}
          {!signature.withdrawn && signature.stale.length > 0 && <Badge tone="red">stale</Badge>}
        </p>
        {signature.withdrawn && (
          <p className="wrap-anywhere text-ink-2">{signature.withdrawn.because}</p>
        )}
        {signature.stale.map((says) => (
          <p className="wrap-anywhere text-fail" key={says}>
            {says}
          </p>
        ))}
        <p className="text-ink-3">
          {signature.wasOpened ? "The row was opened." : "Signed without opening the row."} Shown as{" "}
          <span className="mono" title={signature.digest}>
            {signature.digest.slice(0, 12)}
          </span>
        </p>
      </li>
    ))}
  </ul>
);
