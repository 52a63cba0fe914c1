"use client";
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { useState } from "react";
import { MailingPanel } from "@/components/notices/mailing-panel";
import { NoticeRow } from "@/components/notices/notice-row";
import { Button } from "@/components/ui/button";
import { ChipChoice } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { callOperation } from "@/lib/client/call-operation";
import { type NoticesAnswer, noticesQuery } from "@/lib/client/notice-queries";
import { problemOf } from "@/lib/client/problem-error";
import type { MailingView } from "@/lib/contract/notices";

const contract = () => import("@/lib/contract/notices");

/** The bell of a program's pages hangs on the program, so that its stream reads it again. */
const isAboutNotices = ({ queryKey }: { queryKey: readonly unknown[] }): boolean =>
  queryKey[0] === "notices" || queryKey.includes("countNotices");

/** What the reader was told, in all programs, and how mail reaches them. */
export const NoticesView = ({
  initial,
  mailing,
  programs,
}: {
  initial: NoticesAnswer;
  mailing: MailingView;
  programs: readonly { key: string; name: string }[];
}) => {
  const client = useQueryClient();
  const [shown, show] = useState({ unread: false, program: "" });
  const isFirst = !shown.unread && shown.program === "";
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    ...noticesQuery(shown),
    ...(isFirst
      ? { initialData: { pages: [initial], pageParams: [null] } }
      : { placeholderData: keepPreviousData }),
  });
  const marking = useMutation({
    mutationFn: async (notices: string[] | null) =>
      callOperation((await contract()).markNoticesRead, notices === null ? {} : { notices }),
    onSuccess: () => client.invalidateQueries({ predicate: isAboutNotices }),
  });
  const notices = data?.pages.flatMap((page) => page.notices) ?? [];
  const unread = data?.pages.at(-1)?.unread ?? 0;
  const fault = error ?? marking.error;
  return (
    <>
      <PageHeader
        actions={
          <Button
            busy={marking.isPending}
            disabled={unread === 0}
            icon="check"
            onClick={() => marking.mutate(null)}
          >
            Mark all as read
          </Button>
        }
        title="Notices"
      >
        {unread === 0 ? "You have read everything." : `${unread} not read yet.`}
      </PageHeader>
      <div className="mb-2.5 flex flex-wrap items-end gap-2">
        <ChipChoice
          label="Which notices"
          onChange={(value) => show({ ...shown, unread: value === "unread" })}
          options={[
            { value: "all", label: "All" },
            { value: "unread", label: "Not read" },
          ]}
          value={shown.unread ? "unread" : "all"}
        />
        {programs.length > 1 && (
          <Select
            className="w-56"
            hideLabel
            label="Program"
            onChange={(program) => show({ ...shown, program })}
            options={[
              { value: "", label: "All programs" },
              ...programs.map(({ key, name }) => ({ value: key, label: name })),
            ]}
            value={shown.program}
          />
        )}
      </div>
      {fault && <ErrorState fault={problemOf(fault)} />}
      <div className="grid items-start gap-4 rail:grid-cols-[minmax(0,1fr)_300px]">
        <div className="rounded-xl border bg-panel">
          {notices.length === 0 ? (
            <EmptyState title={shown.unread ? "Nothing is unread" : "Nobody told you anything yet"}>
              Requests that wait for you, waivers that end, forces and overdue conditions come here.
            </EmptyState>
          ) : (
            <ul aria-label="Notices">
              {notices.map((notice) => (
                <NoticeRow
                  key={notice.id}
                  notice={notice}
                  onRead={() => marking.mutate([notice.id])}
                />
              ))}
            </ul>
          )}
          {hasNextPage && (
            <div className="border-line-soft border-t px-4 py-2.5">
              <Button busy={isFetchingNextPage} onClick={() => fetchNextPage()} size="sm">
                Older ones
              </Button>
            </div>
          )}
        </div>
        <MailingPanel initial={mailing} />
      </div>
    </>
  );
};
