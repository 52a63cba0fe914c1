"use client";
import { roleWords } from "@/components/people/role-words";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Menu, MenuItem, MenuLabel } from "@/components/ui/menu";
import type { MemberView } from "@/lib/contract/people";
import { type Role, roles } from "@/lib/domain/permissions";

/** A person's roles; those of every program stand without a way to take them here. */
export const MemberRoles = ({
  member,
  mayGive,
  mayTake,
  busy,
  onGive,
  onTake,
}: {
  member: MemberView;
  mayGive: boolean;
  mayTake: boolean;
  busy: boolean;
  onGive: (role: Role) => void;
  onTake: (role: Role) => void;
}) => {
  const missing = roles.filter((role) => !member.roles.some((held) => held.role === role));
  return (
    <span className="flex items-center gap-1.5">
      {member.isAdmin && <Badge tone="grey">admin</Badge>}
      {member.roles.map(({ role, everywhere, source }) => (
        <Badge key={`${role} ${everywhere}`} tone="grey">
          {roleWords[role].name}
          {everywhere && <span className="font-normal">in every program</span>}
          {source !== "person" && <span className="font-normal">by group {source}</span>}
          {!everywhere && mayTake && source === "person" && (
            <button
              aria-label={`Take the role ${role} from ${member.name}`}
              className="-mr-1 grid size-4.5 place-items-center rounded-sm hover:text-ink disabled:opacity-50"
              disabled={busy}
              onClick={() => onTake(role)}
              type="button"
            >
              <Icon name="cross" size={11} />
            </button>
          )}
        </Badge>
      ))}
      {mayGive && missing.length > 0 && (
        <Menu
          trigger={
            <Button
              aria-label={`Give ${member.name} a role`}
              busy={busy}
              icon="plus"
              size="sm"
              variant="ghost"
            >
              Role
            </Button>
          }
        >
          <MenuLabel>Give {member.name} in this program</MenuLabel>
          {missing.map((role) => (
            <MenuItem hint={roleWords[role].does} key={role} onSelect={() => onGive(role)}>
              {roleWords[role].name}
            </MenuItem>
          ))}
        </Menu>
      )}
      {!member.isAdmin && member.roles.length === 0 && !mayGive && (
        <span className="text-ink-3">none</span>
      )}
    </span>
  );
};
