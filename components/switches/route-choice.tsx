"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { useSettled } from "@/lib/client/use-settled";
import { listItems } from "@/lib/contract/items";

type Route = { readonly key: string; readonly title: string };

const shown = 20;

/** One route of the inventory, found by its path, id or test. */
export const RouteChoice = ({
  program,
  ruled,
  chosen,
  onChoose,
}: {
  program: string;
  /** Routes that have a rule already. */
  ruled: ReadonlySet<string>;
  chosen: Route | null;
  onChoose: (route: Route) => void;
}) => {
  const name = useId();
  const [q, setText] = useState("");
  const settled = useSettled(q.trim());
  const { data } = useQuery({
    queryKey: ["program", program, "routeChoice", settled],
    queryFn: ({ signal }) =>
      callOperation(
        listItems,
        { program, kind: "route", q: settled || undefined, limit: shown },
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
  const routes = data?.items.filter(({ isSwitchable }) => isSwitchable) ?? [];
  return (
    <div className="flex flex-col gap-2">
      <TextField
        autoComplete="off"
        label="Route"
        onChange={(event) => setText(event.target.value)}
        placeholder="Path, id, test"
        type="search"
        value={q}
      />
      <fieldset className="max-h-72 overflow-y-auto rounded-md border">
        <legend className="sr-only">Routes found</legend>
        {routes.map(({ key, title, method, path, capability }) => (
          <label
            className={classNames(
              "flex cursor-pointer items-baseline gap-2 border-line-soft border-b px-2.5 py-1 last:border-b-0 has-disabled:cursor-default has-disabled:opacity-60 has-focus-visible:outline-2 has-focus-visible:outline-focus",
              chosen?.key === key ? "bg-target-soft" : "hover:bg-line-soft",
            )}
            key={key}
          >
            <input
              checked={chosen?.key === key}
              className="sr-only"
              disabled={ruled.has(key)}
              name={name}
              onChange={() =>
                onChoose({ key, title: method && path ? `${method} ${path}` : title })
              }
              type="radio"
              value={key}
            />
            <span className="mono min-w-0 flex-1 break-all">
              {method} {path ?? title}
            </span>
            <span className="shrink-0 text-ink-3 text-sm">
              {ruled.has(key) ? "has a rule" : capability}
            </span>
          </label>
        ))}
        {data && routes.length === 0 && (
          <p className="px-2.5 py-2 text-ink-2">No route that can be switched fits.</p>
        )}
      </fieldset>
      {data && data.total > routes.length && routes.length > 0 && (
        <p className="text-ink-3 text-sm">
          {routes.length} of {data.total.toLocaleString("en-GB")} routes: narrow the search for
          others.
        </p>
      )}
    </div>
  );
};
