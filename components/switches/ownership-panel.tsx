"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { OwnershipAnswerView } from "@/components/switches/ownership-answer";
import { momentOf } from "@/components/switches/request-words";
import type { ChangePlace } from "@/components/switches/use-change";
import { Button } from "@/components/ui/button";
import { ChipChoice } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextField } from "@/components/ui/text-field";
import { type OwnershipAsked, ownershipQuery } from "@/lib/client/plan-queries";
import { problemOf } from "@/lib/client/problem-error";
import type { SwitchesAnswer } from "@/lib/client/switch-queries";
import { useSearchState } from "@/lib/client/use-search-state";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const asked = ["method", "path", "worker", "org", "repo", "user", "version", "at"] as const;
type Asked = Readonly<Record<(typeof asked)[number], string>>;
type When = "now" | "version" | "at";

const questionOf = ({
  method,
  path,
  worker,
  version,
  at,
  ...who
}: Asked): OwnershipAsked | null => {
  const moment = momentOf(at);
  const when = version !== "" ? { version: Number(version) } : moment ? { at: moment } : {};
  if (worker !== "") return { worker, ...when };
  if (path === "") return null;
  const named = Object.fromEntries(Object.entries(who).filter(([, name]) => name !== ""));
  return { method: method || "GET", path, ...named, ...when };
};

/** Who owns a request or a worker, now or then, and by which rule: the question stands in the page's address. */
export const OwnershipPanel = ({
  place,
  switches,
}: {
  place: ChangePlace;
  switches: SwitchesAnswer;
}) => {
  const { text, change } = useSearchState();
  const stated = Object.fromEntries(asked.map((name) => [name, text(name)])) as Asked;
  const [draft, setDraft] = useState(stated);
  const [kind, setKind] = useState<"request" | "worker">(
    stated.worker === "" ? "request" : "worker",
  );
  const [when, setWhen] = useState<When>(
    stated.version !== "" ? "version" : stated.at !== "" ? "at" : "now",
  );
  const question = questionOf(stated);
  const answer = useQuery({
    ...ownershipQuery(place, question ?? { worker: "" }),
    enabled: question !== null,
  });
  const set = (name: keyof Asked) => (event: { target: { value: string } }) =>
    setDraft({ ...draft, [name]: event.target.value });
  const isRequest = kind === "request";
  const ask = () =>
    change({
      ...draft,
      method: isRequest && draft.method !== "GET" ? draft.method : null,
      ...(isRequest ? { worker: null } : { path: null, org: null, repo: null, user: null }),
      version: when === "version" ? draft.version : null,
      at: when === "at" ? draft.at : null,
    });
  return (
    <Panel flush>
      <h2 className="sr-only">Who owns this request?</h2>
      <form
        className="flex flex-col gap-3 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <ChipChoice
          label="Asked about"
          onChange={setKind}
          options={[
            { value: "request", label: "A request" },
            { value: "worker", label: "A worker" },
          ]}
          value={kind}
        />
        {isRequest ? (
          <div className="grid items-start gap-3 sm:grid-cols-[7rem_minmax(0,1fr)] lg:grid-cols-[7rem_minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)]">
            <Select
              label="Method"
              onChange={(method) => setDraft({ ...draft, method })}
              options={methods.map((value) => ({ value, label: value }))}
              value={draft.method || "GET"}
            />
            <TextField
              autoComplete="off"
              label="Path"
              mono
              onChange={set("path")}
              pattern="/.*"
              placeholder="/v2/acme/shop/manifests/latest"
              required
              title="A path begins with a slash"
              value={draft.path}
            />
            <TextField autoComplete="off" label="Org" onChange={set("org")} value={draft.org} />
            <TextField autoComplete="off" label="Repo" onChange={set("repo")} value={draft.repo} />
            <TextField autoComplete="off" label="User" onChange={set("user")} value={draft.user} />
          </div>
        ) : (
          <Select
            className="max-w-md"
            label="Worker"
            onChange={(worker) => setDraft({ ...draft, worker })}
            options={[
              { value: "", label: "Choose a worker", disabled: true },
              ...switches.workers.map(({ key }) => ({ value: key, label: key })),
            ]}
            required
            value={draft.worker}
          />
        )}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <ChipChoice
            label="When"
            onChange={setWhen}
            options={[
              { value: "now", label: "Now" },
              { value: "version", label: "At a version" },
              { value: "at", label: "At a moment" },
            ]}
            value={when}
          />
          {when === "version" && (
            <TextField
              className="w-28"
              hideLabel
              label="Version"
              max={switches.version}
              min={1}
              onChange={set("version")}
              placeholder={`1 to ${switches.version}`}
              required
              type="number"
              value={draft.version}
            />
          )}
          {when === "at" && (
            <TextField
              className="w-56"
              hideLabel
              label="Moment"
              onChange={set("at")}
              required
              type="datetime-local"
              value={draft.at}
            />
          )}
          <Button busy={answer.isFetching && !answer.data} type="submit" variant="primary">
            Ask
          </Button>
        </div>
      </form>
      <div className="border-line-soft border-t">
        {question === null && (
          <EmptyState title="Ask about a request or a worker">
            The answer names the rule that decides and every rule that it hides. The question stands
            in the address, to be sent to somebody.
          </EmptyState>
        )}
        {question !== null && answer.isPending && (
          <div className="p-4">
            <SkeletonRows label="Finding out who owns it" rows={3} />
          </div>
        )}
        {answer.error && question !== null && (
          <div className="p-4">
            <ErrorState fault={problemOf(answer.error)} onRetry={() => answer.refetch()} />
          </div>
        )}
        {answer.data && question !== null && !answer.error && (
          <OwnershipAnswerView
            answer={answer.data}
            isPast={"version" in question || "at" in question}
            owners={switches.owners}
            program={place.program}
          />
        )}
      </div>
    </Panel>
  );
};
