import { render } from 'react-dom';

/** React 18's way to begin, on React 16: what `main.tsx` asks for. */
export function createRoot(element: Element) {
  return { render: (content: Parameters<typeof render>[0]) => render(content, element) };
}
