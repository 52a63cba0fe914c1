"use client";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Icon } from "@/components/ui/icon";
import { type FaultReason, ReasonList } from "@/components/ui/reason-list";

/** What went wrong, in the words of an RFC 9457 problem. */
export type Fault = {
  title: string;
  detail?: string;
  reasons?: readonly FaultReason[];
  requestId?: string;
};

export const ErrorState = ({
  fault,
  onRetry,
  action,
}: {
  fault: Fault;
  onRetry?: () => void;
  action?: ReactNode;
}) => (
  <div className="rounded-lg border border-fail/40 bg-fail-soft px-4 py-3" role="alert">
    <p className="flex items-center gap-2 font-strong text-fail">
      <Icon name="warning" />
      {fault.title}
    </p>
    {fault.detail && <p className="mt-1">{fault.detail}</p>}
    {fault.reasons && fault.reasons.length > 0 && <ReasonList reasons={fault.reasons} />}
    {(onRetry || action || fault.requestId) && (
      <div className="mt-2.5 flex flex-wrap items-center gap-2">
        {onRetry && (
          <Button icon="reload" onClick={onRetry} size="sm">
            Try again
          </Button>
        )}
        {action}
        {fault.requestId && (
          <span className="flex items-center gap-1 text-ink-2 text-sm">
            Request <span className="mono">{fault.requestId}</span>
            <CopyButton label="Copy request id" text={fault.requestId} />
          </span>
        )}
      </div>
    )}
  </div>
);
