"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { Time } from "@/components/ui/time";
import { useToast } from "@/components/ui/toast";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import type { EndpointView } from "@/lib/contract/notices";
import { noticeKindWords } from "@/lib/domain/notice-kinds";

const contract = () => import("@/lib/contract/notices");

export type EndpointAction = "edit" | "deliveries" | "remove";

const kindsWords = ({ kinds }: EndpointView): string => {
  if (kinds.length === 0) return "Everything";
  const titles = kinds.map((kind) => noticeKindWords(kind).title);
  const shown = titles.slice(0, 3).join(", ");
  return titles.length > 3 ? `${shown} and ${titles.length - 3} more kinds` : shown;
};

/** One place that notices are sent to, and what can be done with it. */
export const EndpointRow = ({
  program,
  endpoint,
  onAction,
}: {
  program: string;
  endpoint: EndpointView;
  onAction: (action: EndpointAction) => void;
}) => {
  const client = useQueryClient();
  const say = useToast();
  const isPaused = endpoint.pausedAt !== null;
  const readAgain = () => client.invalidateQueries({ queryKey: ["program", program] });
  const onError = (error: Error) => {
    const { title, detail } = problemOf(error);
    say({ title, detail, tone: "red" });
  };
  const place = { program, endpoint: endpoint.id };
  const pausing = useMutation({
    mutationFn: async () =>
      callOperation((await contract()).editEndpoint, { ...place, paused: !isPaused }),
    onSuccess: readAgain,
    onError,
  });
  const trying = useMutation({
    mutationFn: async () => callOperation((await contract()).testEndpoint, place),
    onSuccess: () => {
      onAction("deliveries");
      return readAgain();
    },
    onError,
  });
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 border-line-soft border-t px-4 py-3 first:border-t-0">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-2">
          <bdi className="wrap-anywhere font-strong">{endpoint.name}</bdi>
          <Badge>{endpoint.kind === "slack" ? "Slack" : "signed"}</Badge>
          {isPaused && <Badge tone="amber">paused</Badge>}
          {endpoint.dead > 0 && <Badge tone="red">{endpoint.dead} dead</Badge>}
          {endpoint.waiting > 0 && <Badge>{endpoint.waiting} waiting</Badge>}
        </p>
        <p className="mono truncate text-ink-2" title={endpoint.address}>
          {endpoint.address}
        </p>
        <p className="text-ink-2">{kindsWords(endpoint)}.</p>
        <p className="text-ink-3">
          <bdi className="wrap-anywhere">{endpoint.createdBy}</bdi>,{" "}
          <Time iso={endpoint.createdAt} />
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button
          aria-label={`Send a test to ${endpoint.name}`}
          busy={trying.isPending}
          disabled={isPaused}
          onClick={() => trying.mutate()}
          size="sm"
        >
          Send a test
        </Button>
        <Button
          aria-label={`What was sent to ${endpoint.name}`}
          onClick={() => onAction("deliveries")}
          size="sm"
        >
          Deliveries
        </Button>
        <Menu
          align="end"
          trigger={<IconButton icon="more" label={`More for ${endpoint.name}`} size="sm" />}
        >
          <MenuItem onSelect={() => onAction("edit")}>Choose what it is told of</MenuItem>
          <MenuItem onSelect={() => pausing.mutate()}>{isPaused ? "Go on" : "Pause"}</MenuItem>
          <MenuSeparator />
          <MenuItem danger onSelect={() => onAction("remove")}>
            Remove
          </MenuItem>
        </Menu>
      </div>
    </li>
  );
};
