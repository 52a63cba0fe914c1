"use client";
import { useCallback, useSyncExternalStore } from "react";
import type { ChangeView } from "@/lib/contract/switches";

type SwitchEdit = ChangeView["undo"][number];

/** One rule of a change that is being put together: what is asked, and what the rule said when it was. */
export type DraftedEdit = {
  readonly edit: SwitchEdit;
  /** How people call the rule's subject. */
  readonly title: string;
  /** The rule in words when it was drafted: `python`, `go for 10 % of orgs`, `no rule`. */
  readonly was: string;
};

export type Draft = readonly DraftedEdit[];

type Place = { readonly program: string; readonly environment: string };

const isSameRule = (one: SwitchEdit, other: SwitchEdit): boolean =>
  one.level === other.level && one.key === other.key;

/** A draft with more edits; a rule is in it once, as it was asked last, where it stood first. */
export const putIntoDraft = (draft: Draft, more: Draft): Draft => {
  const edits = [...draft];
  for (const each of more) {
    const at = edits.findIndex(({ edit }) => isSameRule(edit, each.edit));
    if (at < 0) edits.push(each);
    else edits[at] = each;
  }
  return edits;
};

export const dropFromDraft = (draft: Draft, dropped: SwitchEdit): Draft =>
  draft.filter(({ edit }) => !isSameRule(edit, dropped));

/** What was kept of a draft; anything that is not one is an empty one. */
export const readDraft = (text: string | null): Draft => {
  if (text === null) return none;
  try {
    const kept: unknown = JSON.parse(text);
    if (!Array.isArray(kept)) return none;
    return kept.filter(
      (each): each is DraftedEdit =>
        typeof each?.title === "string" &&
        typeof each.was === "string" &&
        typeof each.edit?.level === "string" &&
        typeof each.edit.key === "string",
    );
  } catch {
    return none;
  }
};

const none: Draft = [];
const drafts = new Map<string, Draft>();
const watchers = new Set<() => void>();

const nameOf = ({ program, environment }: Place): string =>
  `signalbox-draft ${program} ${environment}`;

const draftOf = (name: string): Draft => {
  const known = drafts.get(name);
  if (known) return known;
  const draft = readDraft(sessionStorage.getItem(name));
  drafts.set(name, draft);
  return draft;
};

const keep = (name: string, draft: Draft): void => {
  drafts.set(name, draft);
  if (draft.length === 0) sessionStorage.removeItem(name);
  else sessionStorage.setItem(name, JSON.stringify(draft));
  for (const tell of watchers) tell();
};

const watch = (tell: () => void) => {
  watchers.add(tell);
  return () => {
    watchers.delete(tell);
  };
};

/** The change that a reader puts together in an environment: of this tab, kept over reloads until it is sent. */
export const useChangeDraft = ({ program, environment }: Place) => {
  const name = nameOf({ program, environment });
  const draft = useSyncExternalStore(
    watch,
    () => draftOf(name),
    () => none,
  );
  const put = useCallback((more: Draft) => keep(name, putIntoDraft(draftOf(name), more)), [name]);
  const drop = useCallback(
    (edit: SwitchEdit) => keep(name, dropFromDraft(draftOf(name), edit)),
    [name],
  );
  const clear = useCallback(() => keep(name, none), [name]);
  return { draft, put, drop, clear };
};
