interface SortHeaderProps {
  readonly text: string;
  readonly title: string;
  readonly class: string;
  /** how the table is sorted by this column; null: by another one */
  readonly sort: { readonly descending: boolean } | null;
  /** the way that the first click sorts */
  readonly descending: boolean;
  readonly onSort: (descending: boolean) => void;
}

/** The head of a column: a click sorts, another one the other way round. */
export function SortHeader({ text, title, class: name, sort, descending, onSort }: SortHeaderProps) {
  return (
    <th scope="col" class={name} aria-sort={sort ? (sort.descending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" title={title} onClick={() => onSort(sort ? !sort.descending : descending)}>
        {text}
        {sort && (sort.descending ? ' ↓' : ' ↑')}
      </button>
    </th>
  );
}
