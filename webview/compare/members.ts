import type { ComparedMember } from '../../src/core/comparison/compared-group';
import type { ComparePicture } from '../../src/protocol/compare-panel-protocol';

/** The picture with members that are new or have gone on; those of groups that it does not have are left out. */
export function withMembers(
  picture: ComparePicture,
  members: readonly { readonly group: string; readonly member: ComparedMember }[],
): ComparePicture {
  return {
    ...picture,
    groups: picture.groups.map((group) => {
      const own = members.filter((one) => one.group === group.id).map(({ member }) => member);
      if (own.length === 0) return group;
      const changed = new Map(own.map((member) => [member.id, member]));
      const kept = group.members.map((member) => changed.get(member.id) ?? member);
      const known = new Set(kept.map(({ id }) => id));
      return { ...group, members: [...kept, ...own.filter(({ id }) => !known.has(id))] };
    }),
  };
}
