"use client";
import { useState } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { Mark } from "@/components/ui/mark";
import { PageHeader } from "@/components/ui/page-header";
import { SearchField } from "@/components/ui/search-field";
import { Cell, HeadCell, Row, SectionRow, TableFrame, TableHead } from "@/components/ui/table";
import type { PermissionRow, permissionTable } from "@/lib/domain/permission-table";
import { roles } from "@/lib/domain/permissions";

type Areas = ReturnType<typeof permissionTable>;

const columns = roles.length + 3;

const permissionWords = ({ permission, when }: PermissionRow): string =>
  [permission === "anybody" ? "any sign-in" : permission, when].filter(Boolean).join(", ");

const scopeWords = (row: PermissionRow): string => {
  if (row.permission === "nobody signed in") return "none needed";
  if (row.isForAll) return "any";
  if (row.scopes.length === 0) return "a person only";
  return row.isInstallation ? `${row.scopes.join(", ")}, of no program` : row.scopes.join(", ");
};

/** The areas with only those operations that a search finds by name, words or permission. */
const found = (areas: Areas, wanted: string): Areas => {
  const word = wanted.trim().toLowerCase();
  if (word === "") return areas;
  return areas
    .map(({ tag, operations }) => ({
      tag,
      operations: operations.filter(({ id, summary, rows }) =>
        [id, summary, tag, ...rows.map(({ permission }) => permission)].some((text) =>
          text.toLowerCase().includes(word),
        ),
      ),
    }))
    .filter(({ operations }) => operations.length > 0);
};

/** Who may do what: every operation with the roles and the token scopes that reach it. */
export const PermissionsView = ({ areas }: { areas: Areas }) => {
  const [wanted, want] = useState("");
  const shown = found(areas, wanted);
  return (
    <>
      <PageHeader title="Who may do what">
        Every operation, with the roles that may use it in a program and the scopes that let a
        token. An admin may everything that a person may; of what people have of their own, such as
        sessions and notices, a token has none.
      </PageHeader>
      <div className="mb-2.5 flex flex-wrap gap-2">
        <SearchField
          className="w-full sm:w-72"
          label="Find an operation or a permission"
          onChange={want}
          value={wanted}
        />
      </div>
      {shown.length === 0 ? (
        <div className="rounded-xl border bg-panel">
          <EmptyState title="Nothing is called that">
            Operations are found by their name, by what they do, and by the permission they ask for.
          </EmptyState>
        </div>
      ) : (
        <TableFrame label="Who may do what">
          <TableHead>
            <tr>
              <HeadCell pin>Operation</HeadCell>
              <HeadCell>Asks for</HeadCell>
              {roles.map((role) => (
                <HeadCell key={role}>{role}</HeadCell>
              ))}
              <HeadCell>Token scopes</HeadCell>
            </tr>
          </TableHead>
          {shown.map(({ tag, operations }) => (
            <tbody key={tag}>
              <SectionRow columns={columns}>{tag}</SectionRow>
              {operations.flatMap(({ id, summary, rows }) =>
                rows.map((row, at) => (
                  <Row key={`${id} ${row.permission} ${row.when}`} nested={at > 0}>
                    <Cell pin>
                      {at === 0 && (
                        <span className="mono" title={summary}>
                          {id}
                        </span>
                      )}
                    </Cell>
                    <Cell className="text-ink-2">{permissionWords(row)}</Cell>
                    {roles.map((role) => {
                      const may = row.isForAll || row.roles.includes(role);
                      return (
                        <Cell key={role}>
                          <Mark kind={may ? "pass" : "none"} label={may ? "may" : "may not"} />
                        </Cell>
                      );
                    })}
                    <Cell className="text-ink-2">{scopeWords(row)}</Cell>
                  </Row>
                )),
              )}
            </tbody>
          ))}
        </TableFrame>
      )}
    </>
  );
};
