"use client";
import Link from "next/link";
import { RequestState } from "@/components/switches/request-state";
import { requestAddress } from "@/components/switches/request-words";
import { Icon } from "@/components/ui/icon";
import { Time } from "@/components/ui/time";
import type { RequestView } from "@/lib/contract/requests";

const given = ({ approvals, revision }: RequestView): number =>
  approvals.filter((each) => each.isApproval && each.revision === revision && each.fell === null)
    .length;

/** Requests a line each: what they would do, how far they are, who asked. */
export const RequestList = ({
  program,
  requests,
  protectedKeys,
}: {
  program: string;
  requests: readonly RequestView[];
  /** Environments that are protected, to be marked. */
  protectedKeys: ReadonlySet<string>;
}) => (
  <ol className="rounded-lg border bg-panel">
    {requests.map((request) => (
      <li className="border-line-soft border-t first:border-t-0" key={request.id}>
        <Link
          className="relative flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-4 py-2.5 hover:bg-rail"
          href={requestAddress(program, request)}
        >
          <span className="font-strong">
            {request.environment} {request.number}
          </span>
          {protectedKeys.has(request.environment) && (
            <span className="self-center text-ink-3" title="protected">
              <Icon name="lock" size={12} />
              <span className="sr-only">protected</span>
            </span>
          )}
          <RequestState state={request.state} />
          <bdi className="wrap-anywhere min-w-0 flex-1 basis-72 font-medium">{request.says}</bdi>
          <span className="text-ink-3">
            <bdi className="wrap-anywhere">{request.requestedBy}</bdi>,{" "}
            <Time iso={request.createdAt} />
          </span>
          <span className="wrap-anywhere basis-full text-ink-2">
            <bdi>{request.reason}</bdi>
            {request.closed === null ? (
              <>
                {given(request) > 0 && ` · ${given(request)} approved`}
                {request.applyAt && (
                  <>
                    {" · to be applied "}
                    <Time iso={request.applyAt} />
                  </>
                )}
              </>
            ) : (
              request.state !== "applied" && ` · ${request.closed.because}`
            )}
          </span>
        </Link>
      </li>
    ))}
  </ol>
);
