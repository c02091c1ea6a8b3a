// Line icons on a 24-unit grid. Decoration only: the button around each one has the name.
const shapes = {
  minimise: 'M6 12h12',
  smile: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8.5 14.2c.8 1.2 2 1.9 3.5 1.9s2.7-.7 3.5-1.9M9 9.6v.1M15 9.6v.1',
  picture: 'M4.5 5.5h15v13h-15zM4.5 15.5l4-4 4 4 2.5-2.5 4.5 4.5M15.3 9.3v.1',
  clip: 'M18.5 10.8l-7 7a4.2 4.2 0 0 1-6-6l7.6-7.6a2.8 2.8 0 0 1 4 4L9.500 15.800a1.400 1.400 0 0 1-2-2L13.800 7.500',
  download: 'M12 4v10.500M7.500 10.500 12 15l4.500-4.500M5 19h14',
  quote: 'M10 6 4.500 11.500 10 17M4.500 11.500H14a5.500 5.500 0 0 1 5.500 5.500v1.500',
  undo: 'M5 8h9.500a5.250 5.250 0 0 1 0 10.500H9M5 8l3.500-3.500M5 8l3.500 3.500',
  send: 'M4.5 12 20 4.5 15.5 20l-3.6-6.4L4.5 12ZM12 13.5 20 4.5',
  close: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  down: 'M12 5v14M6 13l6 6 6-6',
  outside: 'M14 5h5v5M19 5l-8 8M18 14v4.5H5.5V6H10',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  checks: 'M2.5 12.5 7 17l8-9M12 16l1 1 8.5-9.5',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7.5V12l3 2',
  alert: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7.5v5.5M12 16.2v.1',
} as const;

export type IconName = keyof typeof shapes;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width={1.8} stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
      <path d={shapes[name]} />
    </svg>
  );
}
