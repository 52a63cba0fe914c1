import type { ComponentProps } from "react";
import { ProveField } from "@/components/proof/prove-field";
import { ErrorState } from "@/components/ui/error-state";

type Fault = ComponentProps<typeof ErrorState>["fault"] & {
  readonly code?: string;
  readonly facts?: Readonly<Record<string, unknown>>;
};

/** Why something was refused; where it has to be proven first who asks for it, that is asked for here. */
export const FaultOrProof = ({
  fault,
  onProven,
  onLeave,
}: {
  fault: Fault;
  onProven: () => void;
  /** Before the page is left for a provider. */
  onLeave?: (() => void) | undefined;
}) =>
  fault.code === "needs-proof" ? (
    <ProveField
      onProven={onProven}
      proof={fault.facts?.proof}
      says={fault.detail ?? fault.title}
      {...(onLeave ? { onLeave } : {})}
    />
  ) : (
    <ErrorState fault={fault} />
  );
