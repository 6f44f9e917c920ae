import { mount } from './stage/mount.js';

mount(document, { embed: false });
