"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { CodeForm } from "@/components/proof/code-form";
import { proveAtProvider, signInAgain } from "@/components/proof/prove-at-provider";
import { Banner } from "@/components/ui/banner";
import { Button, buttonClass } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Spinner } from "@/components/ui/spinner";
import { proofQuery } from "@/lib/client/account-queries";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { giveSecondFactor } from "@/lib/contract/second-factor";
import { type ProofWays, proveAgain } from "@/lib/contract/sessions";

type Way = ProofWays["ways"][number];

const offers: Record<Exclude<Way, "provider">, string> = {
  password: "Give your password instead",
  "second-factor": "Give a code instead",
  press: "Sign in again instead",
};

const offerOf = (way: Way, name: string): string =>
  way === "provider" ? `Prove it at ${name} instead` : offers[way];

/**
 * Asks once more who is there: by password, at the provider, or by the second factor. `proof` is what
 * the refusal asked for; the other ways that are open to this person stay on offer.
 */
export const ProveField = ({
  says,
  proof,
  onProven,
  onLeave,
}: {
  says: string;
  /** The fact `proof` of the refusal, where there was one. */
  proof?: unknown;
  onProven: () => void;
  /** Before the page is left for a provider: what is to be found again is kept now. */
  onLeave?: () => void;
}) => {
  const { data, error, refetch } = useQuery(proofQuery());
  const [chosen, choose] = useState<Way | null>(null);
  const byPassword = useMutation({
    mutationFn: (password: string) => callOperation(proveAgain, { password }),
    onSuccess: onProven,
  });
  const byCode = useMutation({
    mutationFn: (code: string) => callOperation(giveSecondFactor, { code }),
    onSuccess: onProven,
  });
  const leaving = useMutation({
    mutationFn: async (go: () => Promise<void>) => {
      onLeave?.();
      await go();
    },
  });
  const ways = data?.ways ?? [];
  const asked = proof === "second-factor" ? ways.find((way) => way === proof) : undefined;
  const way = chosen ?? asked ?? ways[0];
  const sending = way === "password" ? byPassword : byCode;
  const problem = sending.error ? problemOf(sending.error) : null;
  const fault = problem?.reasons[0]?.says ?? null;
  return (
    <Banner title={says} tone="amber">
      {error && <ErrorState fault={problemOf(error)} onRetry={() => refetch()} />}
      {!data && !error && <Spinner />}
      {way === "password" && (
        <CodeForm
          action="Prove"
          fault={fault}
          isBusy={byPassword.isPending}
          kind="password"
          label="Your password"
          onSend={byPassword.mutate}
        />
      )}
      {way === "second-factor" && (
        <CodeForm
          action="Prove"
          fault={fault}
          hint="Six digits, or a recovery code"
          isBusy={byCode.isPending}
          kind="code"
          label="Code of your authenticator"
          onSend={byCode.mutate}
        />
      )}
      {way === "provider" && (
        <p className="mt-1.5">
          <Button
            busy={leaving.isPending}
            onClick={() =>
              leaving.mutate(() =>
                proveAtProvider(data?.authentication === "github" ? "github" : "oidc"),
              )
            }
          >
            Prove it at {data?.name}
          </Button>{" "}
          You come back to this page.
        </p>
      )}
      {way === "press" && (
        <Button busy={leaving.isPending} onClick={() => leaving.mutate(signInAgain)}>
          Sign in again
        </Button>
      )}
      {data?.needsSetUp && (
        <div className="mt-1.5 flex flex-wrap items-center gap-2">
          <Link className={buttonClass({})} href="/account">
            Set up a second factor
          </Link>
          <span>{data.name} does not say when you proved who you are.</span>
        </div>
      )}
      {problem && fault === null && <ErrorState fault={problem} />}
      {ways.length > 1 && (
        <p className="mt-1.5 flex flex-wrap gap-1">
          {ways
            .filter((other) => other !== way)
            .map((other) => (
              <Button key={other} onClick={() => choose(other)} size="sm" variant="ghost">
                {offerOf(other, data?.name ?? "")}
              </Button>
            ))}
        </p>
      )}
    </Banner>
  );
};
