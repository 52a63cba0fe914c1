"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { RequestState } from "@/components/switches/request-state";
import { requestAddress } from "@/components/switches/request-words";
import type { ChangePlace } from "@/components/switches/use-change";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { requestsQuery } from "@/lib/client/request-queries";

const shownAtMost = 5;

/** What waits for approval or for its time in an environment; nothing is shown where nothing does. */
export const WaitingRequests = ({ place: { program, environment } }: { place: ChangePlace }) => {
  const { data } = useQuery(requestsQuery(program, "waiting", environment));
  if (!data || data.requests.length === 0) return null;
  return (
    <div className="mb-3.5">
      <Panel
        action={
          <Link
            className="font-medium text-target hover:underline"
            href={`/programs/${program}/requests`}
          >
            All requests
          </Link>
        }
        flush
        title="Requests waiting"
      >
        <ul>
          {data.requests.slice(0, shownAtMost).map((request) => (
            <li className="border-line-soft border-t" key={request.id}>
              <Link
                className="flex flex-wrap items-center gap-x-4 gap-y-0.5 px-4 py-1.5 hover:bg-target-soft"
                href={requestAddress(program, request)}
              >
                <span className="flex items-center gap-2">
                  <span className="font-strong">{request.number}</span>
                  <RequestState state={request.state} />
                </span>
                <span className="min-w-0 flex-1 basis-72">
                  {request.says} <span className="text-ink-2">{request.reason}</span>
                </span>
                <span className="text-ink-3">
                  {request.requestedBy}, <Time iso={request.createdAt} />
                  {request.applyAt && (
                    <>
                      , to be applied <Time iso={request.applyAt} />
                    </>
                  )}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
};
