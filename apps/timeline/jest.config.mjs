import { preset } from '../../jest.preset.mjs';
export default preset({ jsx: true, conditions: ['browser'], testEnvironment: 'jsdom' });
