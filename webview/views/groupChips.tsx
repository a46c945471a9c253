import { useMemo, useState } from 'preact/hooks';
import { formatCount, plural } from '../../src/report/words.ts';
import type { Group } from '../../src/run/groups.ts';
import { type GroupMembers, groupMembers } from '../state/groups.ts';
import { idList } from '../state/idList.ts';
import { selectMode } from '../state/selection.ts';
import type { State } from '../state/state.ts';
import type { Store } from '../state/store.ts';
import { Elided } from './elided.tsx';
import { GroupName } from './groupName.tsx';
import { Menu } from './menu.tsx';

/** More are shown on a click. */
const FEW = 12;

/** The saved groups: a click selects their samples or features, a menu renames, exports and deletes them. */
export function GroupChips({ store, state }: { store: Store; state: State }) {
  const { groups, latents, r2 } = state;
  const sampleIds = latents?.sampleIds;
  const [renaming, setRenaming] = useState<string | null>(null);
  const [deleted, setDeleted] = useState<{ group: Group; at: number } | null>(null);
  const [all, setAll] = useState(false);
  const members = useMemo(
    () => groups.map((group) => groupMembers(group, sampleIds ?? [], r2)),
    [groups, sampleIds, r2],
  );
  if (!sampleIds || (groups.length === 0 && !deleted)) return null;
  const shown = all ? groups : groups.slice(0, FEW);
  return (
    <div class="groups">
      <span class="muted">Groups</span>
      <ul aria-label="Saved groups">
        {shown.map((group, i) => (
          <li key={group.name}>
            {renaming === group.name ? (
              <GroupName
                suggestion={group.name}
                others={groups.filter((other) => other !== group)}
                onName={(name) => {
                  setRenaming(null);
                  store.saveGroups(groups.map((other) => (other === group ? { ...group, name } : other)));
                }}
                onLeave={() => setRenaming(null)}
              />
            ) : (
              <Chip
                store={store}
                group={group}
                members={members[i]}
                onRename={() => setRenaming(group.name)}
                onDelete={() => {
                  setDeleted({ group, at: i });
                  store.saveGroups(groups.filter((other) => other !== group));
                }}
              />
            )}
          </li>
        ))}
      </ul>
      {groups.length > shown.length && (
        <button type="button" class="link" onClick={() => setAll(true)}>
          {formatCount(groups.length - shown.length)} more
        </button>
      )}
      {deleted && (
        <span class="muted" role="status">
          Deleted {deleted.group.name}.{' '}
          <button
            type="button"
            class="link"
            onClick={() => {
              setDeleted(null);
              store.saveGroups(groups.toSpliced(deleted.at, 0, deleted.group));
            }}
          >
            Bring it back
          </button>
        </span>
      )}
      {store.source.kind === 'report' && <span class="muted">A report is read-only: groups are saved in VS Code.</span>}
    </div>
  );
}

interface ChipProps {
  readonly store: Store;
  readonly group: Group;
  readonly members: GroupMembers;
  readonly onRename: () => void;
  readonly onDelete: () => void;
}

function Chip({ store, group, members, onRename, onDelete }: ChipProps) {
  const { name, samples, features } = group;
  const what = members.of === 'samples' ? 'sample' : `${members.modality} feature`;
  const columns = features
    ? { modality: features.names.map(() => features.modality), feature: features.names }
    : { sample_id: samples ?? [] };
  const ids = [
    { text: 'Export ids as text', onChoose: () => store.saveFile(idList(name, columns, 'txt')) },
    { text: 'Export ids as CSV', onChoose: () => store.saveFile(idList(name, columns, 'csv')) },
  ];
  const changes = [
    { text: 'Rename…', onChoose: onRename },
    { text: 'Delete', onChoose: onDelete },
  ];
  return (
    <span class="chip">
      <button
        type="button"
        class="chip-name"
        disabled={members.count === 0}
        title={`Select ${name}; with Shift add to the selection, with Alt take away`}
        onClick={(event) => {
          const mode = selectMode(event);
          if (members.of === 'samples') store.selectSamples(members.mask, name, mode);
          else store.selectFeatures(members.modality, members.names, name, mode);
        }}
      >
        <Elided text={name} />
        <span class="muted number">{plural(members.count, what)}</span>
      </button>
      {members.gone.length > 0 && (
        <span class="chip-gone" title={members.gone.slice(0, 20).join(', ')}>
          {formatCount(members.gone.length)} not in this run
        </span>
      )}
      <Menu
        label={`Group ${name}`}
        sign="⋯"
        parts={store.source.kind === 'editor' ? [{ items: changes }, { items: ids }] : [{ items: ids }]}
      />
    </span>
  );
}
