"use client";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { addressOf } from "@/lib/client/call-operation";

const path = "/api/v1/programs/{program}/capabilities/{capability}/packet";

/** A capability's evidence packet, to look at and to take along. */
export const PacketMenu = (place: { program: string; capability: string; environment: string }) => {
  const href = (format: string, show?: true): string =>
    addressOf({ method: "GET", path }, { ...place, format, show });
  return (
    <Menu
      align="end"
      trigger={
        <Button icon="download" variant="plain">
          Evidence packet
        </Button>
      }
    >
      <MenuItem asChild icon="external">
        <a href={href("html", true)} rel="noreferrer" target="_blank">
          Open to read or print
        </a>
      </MenuItem>
      <MenuItem asChild icon="download">
        <a download href={href("zip")}>
          Zip with files and digests
        </a>
      </MenuItem>
      <MenuItem asChild icon="download">
        <a download href={href("html")}>
          Page (HTML)
        </a>
      </MenuItem>
      <MenuItem asChild icon="download">
        <a download href={href("json")}>
          JSON
        </a>
      </MenuItem>
    </Menu>
  );
};
