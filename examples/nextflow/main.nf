// Trains a study with several latent sizes and seeds, and compares the runs:
//
//     nextflow run main.nf --study my.crossmodal.json
//
// `crossmodal train STUDY --out DIR` brings DIR to its end, whatever it holds: a finished run is kept, one that was killed goes
// on from its last checkpoint. Nextflow gives each attempt a work folder of its own, so the run folders lie beside them, where
// the next attempt finds them.
params.study = "${projectDir}/../../samples/tcga-acc/acc.crossmodal.json"
params.crossmodal = 'crossmodal'
params.epochs = 100

process train {
    tag "shared ${shared}, seed ${seed}"
    cpus 1

    input:
    // Not as a path: the tables lie beside the study, and Nextflow would put it alone into the work folder.
    val study
    tuple val(shared), val(seed)

    output:
    val folder

    script:
    folder = "${launchDir}/runs/epochs${params.epochs}-shared${shared}-seed${seed}"
    """
    CROSSMODAL_THREADS=${task.cpus} ${params.crossmodal} train '${study}' --out '${folder}' \\
        --epochs ${params.epochs} --shared ${shared} --seed ${seed}
    """
}

process compare {
    publishDir launchDir, mode: 'copy'

    input:
    val folders

    output:
    path 'comparison.txt'

    script:
    """
    ${params.crossmodal} compare ${folders.collect { folder -> "'${folder}'" }.join(' ')} > comparison.txt
    """
}

workflow {
    study = file(params.study, checkIfExists: true).toAbsolutePath()
    runs = train(study, channel.of(2, 5).combine(channel.of(0, 1, 2)))
    compare(runs.collect(sort: true))
}
