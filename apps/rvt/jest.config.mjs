import { preset } from '../../jest.preset.mjs';
export default preset({ setupFilesAfterEnv: ['../../jest.setup-nest.mjs'] });
