// Line drawings of the menu's pages, for the bar at the foot of a phone; words always stand beside them.
const DRAWINGS: Record<string, string> = {
  overview: 'M4 11.5 12 5l8 6.5M6 10v9h12v-9M10 19v-5h4v5',
  journey: 'M5 6h9a3.5 3.5 0 0 1 0 7H9a3 3 0 0 0 0 6h10M16 16l3 3-3 3M5 6h.01',
  satisfaction: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8.5 14.5c1.7 2.2 5.3 2.2 7 0M9 9.5v.5M15 9.5v.5',
  words: 'M5 5h14v14H5ZM8.5 9.5h7M8.5 12.5h7M8.5 15.5h4',
  links: 'M4 4h6v6H4ZM14 4h6v6h-6ZM4 14h6v6H4ZM14 14h2v2h-2ZM18 18h2v2h-2ZM18 14h2M14 19h2',
  service: 'M12 21a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7.5v5l3.5 2',
  inbox:
    'M5 5h14a1.5 1.5 0 0 1 1.5 1.5v9A1.5 1.5 0 0 1 19 17h-7l-5 4v-4H5a1.5 1.5 0 0 1-1.5-1.5v-9A1.5 1.5 0 0 1 5 5Z',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8v4.4M9 14.8v4.4',
};

export function Icon({ name }: { name: string }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={DRAWINGS[name] ?? 'M12 12h.01'} />
    </svg>
  );
}
