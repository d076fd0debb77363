import React from 'react';
import { createRoot } from 'react-dom/client';
import { StandaloneApp } from './standalone-app';

const root = document.getElementById('root');
if (root) createRoot(root).render(<StandaloneApp />);
