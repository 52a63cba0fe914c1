"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { checklistsQuery } from "@/lib/client/sign-off-queries";

/** Files to take away: the checklists as they were imported with what was signed in them, and the signatures. */
export const ExportMenu = ({
  program,
  mayExportSignatures,
}: {
  program: string;
  mayExportSignatures: boolean;
}) => {
  const { data } = useQuery(checklistsQuery(program));
  const files = data?.checklists ?? [];
  const notKept = data?.notKept ?? [];
  if (files.length === 0 && notKept.length === 0 && !mayExportSignatures) return null;
  const base = `/api/v1/programs/${encodeURIComponent(program)}`;
  return (
    <Menu
      align="end"
      trigger={
        <Button icon="download" variant="ghost">
          Export
        </Button>
      }
    >
      <MenuLabel>
        {files.length > 0
          ? "Checklists with what was signed"
          : notKept.length > 0
            ? "The checklists were imported before they were kept: import them once more to export them"
            : "No checklist with a column owner_signoff was imported"}
      </MenuLabel>
      {notKept.length > 0 && (
        <MenuItem asChild>
          <Link href={`/programs/${program}/imports`} prefetch={false}>
            <span className="wrap-anywhere">
              Import {notKept.slice(0, 3).join(", ")}
              {notKept.length > 3 ? " …" : ""}
            </span>
          </Link>
        </MenuItem>
      )}
      {files.map(({ file }) => (
        <MenuItem asChild key={file}>
          <a download href={`${base}/sign-offs/checklists/${encodeURIComponent(file)}`}>
            <span className="mono wrap-anywhere">{file}</span>
          </a>
        </MenuItem>
      ))}
      {mayExportSignatures && <MenuSeparator />}
      {mayExportSignatures && (
        <>
          <MenuLabel>To verify without this server</MenuLabel>
          <MenuItem asChild>
            <a download={`${program}-signatures.jsonl`} href={`${base}/signatures/export`}>
              Signatures (JSON lines)
            </a>
          </MenuItem>
          <MenuItem asChild>
            <a download={`${program}-audit.jsonl`} href={`${base}/audit/export`}>
              Audit (JSON lines)
            </a>
          </MenuItem>
        </>
      )}
    </Menu>
  );
};
